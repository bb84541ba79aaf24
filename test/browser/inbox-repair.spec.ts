import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Browser } from 'playwright-core';
import { quietPort } from '../support/quiet-port.js';
import { textFrom } from '../../apps/playground/server/graph-api/index.js';
import { launchChromium } from '../support/chromium.js';
import { inBatches } from '../support/in-batches.js';
import type { Client } from '../support/client.js';
import { InboxPage } from '../support/inbox-page.js';
import { describeWith } from '../support/machine.js';
import { quickenPings } from '../support/quicken-pings.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { isLong } from '../support/long.js';

describeWith('chromium', 'the inbox after a gap', () => {
  let waypost: TestWaypost;
  let browser: Browser;
  let whatsapp: WhatsappChannel;
  let admin: Client;
  let account: { email: string; password: string };
  let inbox: InboxPage | undefined;
  const newcomer = () => ({ phone: `4917${randomInt(1e7, 9e7)}`, name: `Newcomer ${randomInt(1e5, 1e6)}` });
  /** Whose thread is read: of each test its own, as long as the test makes it. */
  let kim = newcomer();
  // A restart comes up where it was.
  const ports: Record<string, string> = {};
  beforeAll(async () => {
    Object.assign(ports, { PORT: String(await quietPort()), SMTP_PORT: String(await quietPort()) });
    [waypost, browser] = await Promise.all([startWaypost({ env: ports }), launchChromium()]);
    const made = await waypost.workspace();
    ({ admin } = made);
    account = made;
    quickenPings(waypost);
    whatsapp = await whatsappChannel(admin);
  }, 120_000);
  afterEach(() => inbox?.close());
  afterAll(async () => {
    await browser?.close();
    await whatsapp?.graph.close();
    await waypost?.close();
  });

  const write = (text: string, from = kim) => whatsapp.graph.deliver(textFrom(from, text));
  const writeMany = async (texts: string[]) => {
    for (const batch of inBatches(texts.map((text) => textFrom(kim, text)))) await whatsapp.graph.deliver(batch);
  };
  const textsOnServer = async () => {
    const { items } = (
      await admin.get<{ items: { id: string; contact: { name: string } }[] }>('/api/v1/tickets?limit=100')
    ).body;
    const { id } = items.find(({ contact }) => contact.name === kim.name)!;
    const texts: string[] = [];
    for (let after: number | null = 0; after !== null;) {
      const { body }: { body: { items: { text: string }[]; nextCursor: number | null } } = await admin.get(
        `/api/v1/tickets/${id}/messages?limit=200&cursor=${after}`,
      );
      texts.push(...body.items.map(({ text }) => text));
      after = body.nextCursor;
    }
    return texts;
  };
  /**
   * Scrolls through the whole thread, from what has to be fetched first, since only what is near is in the page.
   */
  const textsOnScreen = async () => {
    const earlier = inbox!.page.getByRole('button', { name: 'Show earlier messages' });
    // Scrolling there fetches them too: the button may go while it is being pressed.
    while (await earlier.count()) await earlier.click({ timeout: 1_000 }).catch(() => undefined);
    await inbox!.messages.evaluate((log) => log.scrollTo({ top: 0 }));
    const seen = new Map<number, string>();
    for (let isAtEnd = false; !isAtEnd;) {
      const inView = await inbox!.messages
        .locator('.thread-item:has(.bubble)')
        .evaluateAll((items) =>
          items.map(
            (item) =>
              [
                Number(item.getAttribute('data-index')),
                (item.querySelector('.bubble') as unknown as { innerText: string }).innerText,
              ] as const,
          ),
        );
      for (const [at, text] of inView) seen.set(at, text);
      isAtEnd = await inbox!.messages.evaluate((log) => {
        const { scrollTop } = log;
        log.scrollBy({ top: log.clientHeight * 0.7 });
        return log.scrollTop === scrollTop;
      });
    }
    return [...seen].toSorted(([a], [b]) => a - b).map(([, text]) => text);
  };
  /** Equal in the end: reading scrolls, and what comes into view is fetched and drawn while it is being read. */
  const expectTheServersTexts = async () => {
    let [seen, stored]: [string[], string[]] = [['not read yet'], []];
    const isEqual = async () => {
      [seen, stored] = [await textsOnScreen(), await textsOnServer()];
      return isDeepStrictEqual(seen, stored);
    };
    await until('the screen shows what the server has', isEqual, 20_000).catch(() => undefined);
    expect(seen).toEqual(stored);
  };
  async function reading() {
    kim = newcomer();
    await write('The very first');
    inbox = await InboxPage.signedIn(browser, waypost.url, account);
    await inbox.row(kim.name).click();
    await inbox.reply.waitFor();
    return inbox;
  }
  const stayLoaded = () =>
    inbox!.page.evaluate(() => {
      (globalThis as { loadedOnce?: boolean }).loadedOnce = true;
    });
  const isStillLoaded = () => inbox!.page.evaluate(() => (globalThis as { loadedOnce?: boolean }).loadedOnce ?? false);

  /**
   * `[what, milliseconds, messages meanwhile]`. With pings this quick, eight seconds are long enough for both ends to
   * have given each other up.
   */
  const gaps: [string, number, number][] = [
    ['a second', 1_000, 12],
    ['half a minute', isLong ? 30_000 : 8_000, 100],
  ];
  if (isLong) gaps.push(['ten minutes', 600_000, 100]);
  it.each(gaps)(
    'F28 of %s without a network equals the server, without a reload',
    async (_name, ms, count) => {
      await reading();
      await inbox!.context.setOffline(true);
      await stayLoaded();
      const other = newcomer();
      await writeMany(Array.from({ length: count }, (_, at) => `While away ${ms} ${at}`));
      await write('Somebody new', other);
      await inbox!.page.waitForTimeout(ms);
      await inbox!.context.setOffline(false);
      await inbox!.row(other.name).waitFor({ timeout: 30_000 });
      await inbox!.message(`While away ${ms} ${count - 1}`).waitFor({ timeout: 30_000 });
      await expectTheServersTexts();
      expect(await isStillLoaded()).toBe(true);
    },
    900_000,
  );

  it('F28 of a tab that slept through a hundred messages equals the server, without a reload', async () => {
    await reading();
    await stayLoaded();
    const tab = await inbox!.context.newCDPSession(inbox!.page);
    await tab.send('Page.setWebLifecycleState', { state: 'frozen' });
    await writeMany(Array.from({ length: 100 }, (_, at) => `Asleep ${at}`));
    await tab.send('Page.setWebLifecycleState', { state: 'active' });
    await inbox!.message('Asleep 99').waitFor({ timeout: 30_000 });
    await expectTheServersTexts();
    expect(await isStillLoaded()).toBe(true);
  }, 120_000);

  it('F28 of a server that restarts equals it, says so meanwhile, and keeps what was typed', async () => {
    await reading();
    await inbox!.reply.fill('Half a sent');
    await inbox!.page.getByText('Draft kept', { exact: true }).waitFor();
    await waypost.stop();
    await inbox!.page.getByText('Connection lost.').waitFor({ timeout: 20_000 });
    await inbox!.reply.fill('Half a sentence');
    await inbox!.page.getByText('Draft kept on this device').waitFor({ timeout: 20_000 });
    waypost = await startWaypost({ env: ports, on: waypost });
    await write('After the restart');
    await inbox!.message('After the restart').waitFor({ timeout: 40_000 });
    await inbox!.page.getByText('Connection lost.').waitFor({ state: 'detached' });
    expect(await inbox!.reply.inputValue()).toBe('Half a sentence');
    // What was begun before is not based on what came since.
    await inbox!.page.getByText('The customer has written since you began').waitFor();
    await inbox!.page.getByText('Draft kept', { exact: true }).waitFor({ timeout: 20_000 });
    await expectTheServersTexts();
  }, 120_000);

  it('a message that could not be sent waits, marked, through a reload, and is sent once', async () => {
    await reading();
    await inbox!.page.route('**/messages', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await inbox!.reply.fill('Does this arrive?');
    await inbox!.page.keyboard.press('Control+Enter');
    await inbox!.message('Does this arrive?').getByText('Not sent.').waitFor();
    await inbox!.page.unroute('**/messages');
    await inbox!.page.reload();
    await inbox!.message('Does this arrive?').getByRole('button', { name: 'Send again' }).click();
    await until('it is stored', async () => (await textsOnServer()).includes('Does this arrive?'));
    expect((await textsOnServer()).filter((text) => text === 'Does this arrive?')).toHaveLength(1);
  }, 60_000);
});
