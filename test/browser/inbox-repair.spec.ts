import { randomInt } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { freePort } from '../../apps/standalone/src/postgres/index.js';
import { textFrom } from '../../apps/playground/server/graph-api/index.js';
import { launchChromium } from '../support/chromium.js';
import type { Client } from '../support/client.js';
import { InboxPage } from '../support/inbox-page.js';
import { describeWith } from '../support/machine.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';

const isLong = process.env.WAYPOST_TEST_LONG === '1';

describeWith('chromium', 'the inbox after a gap', () => {
  let waypost: TestWaypost;
  let browser: Browser;
  let whatsapp: WhatsappChannel;
  let admin: Client;
  let account: { email: string; password: string };
  let inbox: InboxPage | undefined;
  const kim = { phone: `4917${randomInt(1e7, 9e7)}`, name: 'Kim' };
  // A restart comes up where it was.
  const ports: Record<string, string> = {};
  beforeAll(async () => {
    Object.assign(ports, { PORT: String(await freePort()), SMTP_PORT: String(await freePort()) });
    [waypost, browser] = await Promise.all([startWaypost({ env: ports }), launchChromium()]);
    const made = await waypost.workspace();
    ({ admin } = made);
    account = made;
    whatsapp = await whatsappChannel(admin);
    await write('The very first');
  }, 120_000);
  afterEach(() => inbox?.close());
  afterAll(async () => {
    await browser?.close();
    await whatsapp?.graph.close();
    await waypost?.close();
  });

  const write = (text: string, from = kim) => whatsapp.graph.deliver(textFrom(from, text));
  const textsOnServer = async () => {
    const { items } = (await admin.get<{ items: { id: string; contact: { name: string } }[] }>('/api/v1/tickets?limit=100')).body;
    const { id } = items.find(({ contact }) => contact.name === kim.name)!;
    return (await admin.get<{ items: { text: string }[] }>(`/api/v1/tickets/${id}/messages?limit=200`)).body.items.map(({ text }) => text);
  };
  /** Scrolls through the whole thread, since only what is near stands in the page. */
  const textsOnScreen = async () => {
    const seen = new Map<string, true>();
    await inbox!.messages.evaluate((log) => log.scrollTo({ top: 0 }));
    for (let step = 0; step < 60; step++) {
      for (const text of await inbox!.messages.locator('.bubble').allInnerTexts()) seen.set(text, true);
      const isAtEnd = await inbox!.messages.evaluate((log) => { log.scrollBy({ top: 300 }); return log.scrollTop + log.clientHeight >= log.scrollHeight - 2; });
      await inbox!.page.waitForTimeout(30);
      if (isAtEnd && step > 3) break;
    }
    for (const text of await inbox!.messages.locator('.bubble').allInnerTexts()) seen.set(text, true);
    return [...seen.keys()];
  };
  async function reading() {
    inbox = await InboxPage.open(browser, waypost.url);
    await inbox.signIn(account.email, account.password);
    await inbox.row(kim.name).click();
    await inbox.reply.waitFor();
    return inbox;
  }
  const newcomer = () => ({ phone: `4917${randomInt(1e7, 9e7)}`, name: `Newcomer ${randomInt(1e6)}` });

  it.each([['a second', 1_000], ['half a minute', isLong ? 30_000 : 8_000]])('of %s without a network equals the server, without a reload', async (_name, ms) => {
    await reading();
    await inbox!.context.setOffline(true);
    await inbox!.page.evaluate(() => { (globalThis as { loadedOnce?: boolean }).loadedOnce = true; });
    const other = newcomer();
    for (let at = 0; at < 12; at++) await write(`While away ${ms} ${at}`);
    await write('Somebody new', other);
    await inbox!.page.waitForTimeout(ms);
    await inbox!.context.setOffline(false);
    await inbox!.row(other.name).waitFor({ timeout: 30_000 });
    await inbox!.message(`While away ${ms} 11`).waitFor({ timeout: 30_000 });
    expect(await textsOnScreen()).toEqual(await textsOnServer());
    expect(await inbox!.page.evaluate(() => (globalThis as { loadedOnce?: boolean }).loadedOnce)).toBe(true);
  }, 120_000);

  it('of a server that restarts equals it, says so meanwhile, and keeps what was typed', async () => {
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
    await inbox!.page.getByText('Draft kept', { exact: true }).waitFor({ timeout: 20_000 });
    expect(await textsOnScreen()).toEqual(await textsOnServer());
  }, 120_000);

  it('a message that could not be sent waits, marked, through a reload, and is sent once', async () => {
    await reading();
    await inbox!.page.route('**/messages', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
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
