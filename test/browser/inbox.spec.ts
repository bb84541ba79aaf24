import { randomInt } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { AccountTokens } from '#libs/identity';
import { Database } from '#libs/platform';
import { textFrom } from '../../apps/playground/server/graph-api/index.js';
import { launchChromium } from '../support/chromium.js';
import type { Client } from '../support/client.js';
import { InboxPage } from '../support/inbox-page.js';
import { describeWith } from '../support/machine.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { withOwner } from '../support/with-owner.js';

type TokenOwner = Parameters<AccountTokens['issue']>[2];

describeWith('chromium', 'the inbox', () => {
  let waypost: TestWaypost;
  let browser: Browser;
  let whatsapp: WhatsappChannel;
  let admin: Client;
  let account: { email: string; password: string };
  let inbox: InboxPage | undefined;
  beforeAll(async () => {
    [waypost, browser] = await Promise.all([startWaypost(), launchChromium()]);
    const made = await waypost.workspace();
    admin = made.admin;
    account = made;
    whatsapp = await whatsappChannel(admin, { statuses: ['sent', 'delivered', 'read'] });
  }, 120_000);
  afterEach(() => inbox?.close());
  afterAll(async () => {
    await browser?.close();
    await whatsapp?.graph.close();
    await waypost?.close();
  });

  const customer = (name: string) => ({ phone: `4917${randomInt(1e7, 9e7)}`, name });
  const write = (from: { phone: string; name: string }, text: string) => whatsapp.graph.deliver(textFrom(from, text));
  const ticketOf = async (text: string) => {
    const { items } = (
      await admin.get<{ items: { id: string; number: number; status: string; snippet: string; subject: string }[] }>(
        '/api/v1/tickets?limit=100',
      )
    ).body;
    return items.find(({ subject, snippet }) => subject.includes(text) || snippet.includes(text));
  };
  async function signedIn(options?: Parameters<typeof InboxPage.open>[2]) {
    inbox = await InboxPage.open(browser, waypost.url, options);
    return inbox.signIn(account.email, account.password);
  }

  it('asks who one is, says what to do when that is wrong, and goes on to where one wanted', async () => {
    inbox = await InboxPage.open(browser, waypost.url);
    const { page } = inbox;
    await page.goto(`${waypost.url}/inbox?view=mine`);
    await page.getByLabel('Email').fill('nobody');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('A mail address such as help@example.com.').waitFor();
    await page.getByText('Fill this in.').waitFor();
    expect(await inbox.barriers()).toEqual([]);
    await page.getByLabel('Email').fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Email or password is wrong.').waitFor();
    expect(await inbox.barriers()).toEqual([]);
    await inbox.signIn(account.email, account.password);
    expect(page.url()).toBe(`${waypost.url}/inbox?view=mine`);
    await page.goto(`${waypost.url}/sign-in?next=//evil.example/`);
    await inbox.signIn(account.email, account.password);
    expect(page.url()).toBe(`${waypost.url}/inbox`);
  }, 60_000);

  it('a WhatsApp message arrives by itself, is answered, and the answer’s way is told', async () => {
    const { page, ...rest } = await signedIn();
    const { asked, complaints } = rest;
    await write(customer('林晓雯'), '你好，我的订单在哪里？');
    await inbox!.row('林晓雯').waitFor();
    await inbox!.openTicket('你好，我的订单在哪里？');
    await inbox!.reply.fill('您好，今晚放行。');
    // It stands in the thread before the server has heard of it.
    const seen = inbox!.message('您好，今晚放行。').waitFor();
    await page.route('**/messages', async (route) => {
      await seen;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Send', exact: false }).first().click();
    await seen;
    await until(
      'the answer is at the provider',
      () => whatsapp.graph.accepted.some(({ body }) => JSON.stringify(body).includes('您好，今晚放行。')),
      20_000,
    );
    await inbox!.message('您好，今晚放行。').getByText('Read').waitFor();
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => new URL(url).host !== new URL(waypost.url).host)).toEqual([]);
  }, 60_000);

  it('has no serious barrier, with a ticket open and in the dark', async () => {
    await write(customer('Ann'), 'Is it accessible?');
    await signedIn({ colorScheme: 'dark' });
    await inbox!.openTicket('Is it accessible?');
    expect(await inbox!.barriers()).toEqual([]);
    await inbox!.page.keyboard.press('Control+k');
    await inbox!.page.getByRole('dialog').waitFor();
    expect(await inbox!.barriers()).toEqual([]);
  }, 60_000);

  it('panes are drawn by mouse and by keys, within their limits, and stay so', async () => {
    await write(customer('Abe'), 'How wide is it?');
    const { page } = await signedIn();
    await inbox!.openTicket('How wide is it?');
    const widthOf = async (pane: string) => Math.round((await page.locator(pane).boundingBox())!.width);
    const list = page.getByRole('separator', { name: 'Width of the list' });
    const usual = await widthOf('.list-pane');
    const handle = (await list.boundingBox())!;
    const drag = async (by: number) => {
      await page.mouse.move(handle.x + handle.width / 2, handle.y + 200);
      await page.mouse.down();
      await page.mouse.move(handle.x + handle.width / 2 + by, handle.y + 200, { steps: 5 });
      await page.mouse.up();
    };
    await drag(60);
    await until('the list is wider', async () => (await widthOf('.list-pane')) === usual + 60);
    await list.focus();
    await page.keyboard.press('ArrowLeft');
    await until('it is a step narrower', async () => (await widthOf('.list-pane')) === usual + 44);
    expect(await list.getAttribute('aria-valuenow')).toBe(String(usual + 44));
    const details = await widthOf('.context');
    await page.getByRole('separator', { name: 'Width of the details' }).press('ArrowLeft');
    await until('the details are wider', async () => (await widthOf('.context')) === details + 16);
    await page.reload();
    await inbox!.message('How wide is it?').waitFor();
    expect([await widthOf('.list-pane'), await widthOf('.context')]).toEqual([usual + 44, details + 16]);
    for (let n = 0; n < 20; n++) await list.press('ArrowRight');
    await until('it is as wide as the thread allows', async () => (await widthOf('.thread')) === 420);
    for (const width of [1440, 1180, 1136, 1120]) {
      await page.setViewportSize({ width, height: 900 });
      // Below what holds all three, the details are a drawer, closed at first.
      await until(`nothing is cut off at ${width}`, async () => {
        const ends = await page
          .locator('.panes > *')
          .evaluateAll((panes) => panes.map((pane) => Math.round(pane.getBoundingClientRect().right)));
        return ends.length === (width < 1136 ? 2 : 3) && ends.at(-1) === width - 8 && (await widthOf('.thread')) >= 420;
      });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await list.dblclick({ position: { x: 2, y: 300 } });
    await until('it is as it was', async () => (await widthOf('.list-pane')) === usual);
  }, 60_000);

  it('earlier messages come in above what is read, which stays where it is', async () => {
    await write(customer('Abel'), 'It is a long story');
    const { id } = (await ticketOf('It is a long story'))!;
    for (let at = 1; at <= 130; at++)
      await admin.post(
        `/api/v1/tickets/${id}/messages`,
        { text: `Note ${at}.`, visibility: 'internal' },
        { 'idempotency-key': `long-${at}` },
      );
    await signedIn();
    await inbox!.row('Note 130.').click();
    await inbox!.page.getByText('Note 130.', { exact: true }).last().waitFor();
    const placeOf = (text: string) =>
      inbox!.messages.getByText(text, { exact: true }).evaluate((note) => Math.round(note.getBoundingClientRect().top));
    const toTop = async () => {
      await inbox!.messages.evaluate((log) => log.scrollTo({ top: 0 }));
      return inbox!.messages.evaluate((log) => log.scrollTop === 0);
    };
    for (const [first, before] of [
      [82, 81],
      [32, 31],
    ] as const) {
      // Held back until it is known what stands at the top, and where.
      let goOn = () => {};
      const isReady = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await inbox!.page.route(new RegExp(`${id}/messages.*beforeSeq=`), async (route) =>
        isReady.then(() => route.continue()),
      );
      await until('one is at the top', toTop);
      await inbox!.messages.getByText(`Note ${first}.`, { exact: true }).waitFor();
      const place = await placeOf(`Note ${first}.`);
      goOn();
      await inbox!.messages.getByText(`Note ${before}.`, { exact: true }).waitFor({ state: 'attached' });
      await until('it stands where it stood', async () => Math.abs((await placeOf(`Note ${first}.`)) - place) <= 2);
      await inbox!.page.unrouteAll();
    }
  }, 60_000);

  it('a note is for the team alone', async () => {
    await write(customer('Bo'), 'May I have a discount?');
    await signedIn();
    await inbox!.openTicket('May I have a discount?');
    const sent = whatsapp.graph.accepted.length;
    await inbox!.page.keyboard.press('n');
    await inbox!.page.keyboard.type('Only if he asks twice');
    await inbox!.page.getByText('Only your team sees this').waitFor();
    await inbox!.page.keyboard.press('Control+Enter');
    await inbox!.message('Only if he asks twice').getByText('Note, only your team sees this').waitFor();
    const { id } = (await ticketOf('discount'))!;
    const { items } = (
      await admin.get<{ items: { visibility: string; text: string }[] }>(`/api/v1/tickets/${id}/messages`)
    ).body;
    expect(items.at(-1)).toMatchObject({ visibility: 'internal', text: 'Only if he asks twice' });
    expect(whatsapp.graph.accepted.length).toBe(sent);
  }, 60_000);

  it('an answer can be taken back for some seconds; its words return to the composer', async () => {
    await write(customer('Cy'), 'Please hurry');
    await signedIn();
    await inbox!.openTicket('Please hurry');
    await inbox!.reply.fill('A hasty word');
    await inbox!.page.keyboard.press('Control+Enter');
    await inbox!.message('A hasty word').getByRole('button', { name: 'Undo' }).click();
    await until('the words are back', async () => (await inbox!.reply.inputValue()) === 'A hasty word');
    await until('one goes on writing', () =>
      inbox!.reply.evaluate((field) => field === field.ownerDocument.activeElement),
    );
    await inbox!.message('A hasty word').waitFor({ state: 'detached' });
    await inbox!.page.waitForTimeout(7_000);
    expect(whatsapp.graph.accepted.some(({ body }) => JSON.stringify(body).includes('A hasty word'))).toBe(false);
    await inbox!.messages.getByText('Taken back before it was sent.').waitFor();
    expect(await inbox!.page.getByText(/to wait for the customer|reopened this/).count()).toBe(0);
  }, 60_000);

  it('an answer that was taken back after one had gone on is nothing unread for who wrote it', async () => {
    await write(customer('Cem'), 'Which of the two?');
    await signedIn();
    await inbox!.openTicket('Which of the two?');
    await inbox!.reply.fill('The other one');
    await inbox!.page.getByRole('button', { name: 'More ways to send' }).click();
    await inbox!.page.getByRole('menuitem', { name: 'Send, open next' }).click();
    await inbox!.page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await until('it is taken back', async () => (await ticketOf('Which of the two?'))?.status === 'open');
    await inbox!.page.goto(`${waypost.url}/inbox?sort=activity`);
    await inbox!.row('Which of the two?').waitFor();
    expect(await inbox!.row('Which of the two?').getAttribute('class')).not.toContain('unread');
  }, 60_000);

  it('a draft is kept on the server and is there on another machine', async () => {
    await write(customer('Di'), 'Do you gift-wrap?');
    await signedIn();
    await inbox!.openTicket('Do you gift-wrap?');
    await inbox!.reply.fill('We do, and');
    await inbox!.page.getByText('Draft kept', { exact: true }).waitFor();
    await inbox!.close();
    await signedIn();
    await inbox!.openTicket('Do you gift-wrap?');
    await until('the draft is there', async () => (await inbox!.reply.inputValue()) === 'We do, and');
  }, 60_000);

  it('a reply and a note never share their words; both outlive a reload, and what was deleted stays deleted', async () => {
    await write(customer('Dot'), 'Is my parcel lost?');
    const { page } = await signedIn();
    await inbox!.openTicket('Is my parcel lost?');
    const shows = (text: string) =>
      until(`the composer says "${text}"`, async () => (await inbox!.reply.inputValue()) === text);
    const kind = (name: string) => page.getByRole('tab', { name, exact: true }).click();
    await inbox!.reply.fill('We look for it');
    await kind('Note');
    await shows('');
    await inbox!.reply.fill('The customer is difficult');
    await page.getByText('Draft kept', { exact: true }).waitFor();
    await kind('Reply');
    await shows('We look for it');
    await page.getByText('Draft kept', { exact: true }).waitFor();
    await page.reload();
    await shows('The customer is difficult');
    await kind('Reply');
    await shows('We look for it');
    await inbox!.reply.press('End');
    await page.keyboard.type(' /', { delay: 20 });
    await inbox!.reply.fill('');
    await page.goto(`${waypost.url}/inbox`);
    await inbox!.openTicket('Is my parcel lost?');
    await shows('The customer is difficult');
    await kind('Reply');
    await shows('');
    const { id } = (await ticketOf('Is my parcel lost?'))!;
    await until('the server keeps the note alone', async () => {
      const { drafts } = (await admin.get<{ drafts: { text: string }[] }>(`/api/v1/tickets/${id}/draft`)).body;
      return drafts.map(({ text }) => text).join() === 'The customer is difficult';
    });
  }, 60_000);

  it('keys move, open, resolve, undo; in a text field they are letters', async () => {
    await write(customer('Ed'), 'First in the row');
    await write(customer('Flo'), 'Second in the row');
    const { page } = await signedIn();
    await inbox!.row('Second in the row').waitFor();
    await page.goto(`${waypost.url}/inbox?sort=activity`);
    await inbox!.row('Second in the row').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await inbox!.message('Second in the row').waitFor();
    await page.keyboard.press('e');
    await page.getByRole('status').getByText('resolved').waitFor();
    await inbox!.row('Second in the row').waitFor({ state: 'detached' });
    await until('it is resolved', async () => (await ticketOf('Second in the row'))?.status === 'resolved');
    await page.keyboard.press('z');
    await until('it is open again', async () => (await ticketOf('Second in the row'))?.status === 'open');
    await inbox!.row('Second in the row').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('jke?');
    expect(await inbox!.reply.inputValue()).toBe('jke?');
    await page.keyboard.press('Escape');
    const address = page.url();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' });
    expect(page.url()).toBe(address);
    await inbox!.reply.waitFor();
    await page.goto(`${waypost.url}/inbox`);
    await page.getByRole('button', { name: 'Take next unassigned' }).waitFor();
    await page.keyboard.press('n');
    await page.keyboard.press('t');
    await page.getByRole('status').getByText('is yours').waitFor();
    expect(page.url()).toContain('view=mine');
  }, 60_000);

  it('a colleague joins by a link, and both see who looks and who types; the slower of two hears that the other was first', async () => {
    await write(customer('Hal'), 'Who answers me?');
    const { body } = await admin.post<{ id: string }>('/api/v1/agents', {
      email: 'cleo@shop.example',
      name: 'Cleo',
      role: 'agent',
    });
    const [owner] = await withOwner<TokenOwner>(
      waypost,
      'select account_id as "accountId", workspace_id as "workspaceId", id as "agentId" from agents where id = $1',
      [body.id],
    );
    const token = await waypost.api
      .get(Database)
      .transaction((tx) => waypost.api.get(AccountTokens).issue(tx, 'invitation', owner!));
    const cleo = await InboxPage.open(browser, waypost.url);
    try {
      await cleo.page.goto(`${waypost.url}/invitation#token=${token}`);
      await cleo.page.getByLabel('Your name').fill('Cleo Kato');
      await cleo.page.getByLabel('New password').fill('another-long-password');
      await cleo.page.getByRole('button', { name: 'Join' }).click();
      await cleo.row('Who answers me?').waitFor();
      expect(cleo.page.url()).not.toContain(token);
      await signedIn();
      await inbox!.openTicket('Who answers me?');
      await cleo.openTicket('Who answers me?');
      await inbox!.page.getByText('Cleo Kato is viewing').waitFor();
      await cleo.reply.fill('I do');
      await inbox!.page.getByText('Cleo Kato is typing').waitFor();
      await inbox!.page.route('**/changes?*', (route) => route.abort());
      await cleo.page.keyboard.press('Escape');
      await cleo.page.keyboard.press('e');
      await until('it is resolved', async () => (await ticketOf('Who answers me?'))?.status === 'resolved');
      await inbox!.page.keyboard.press('h');
      await inbox!.page.getByRole('menuitem', { name: /Tomorrow/ }).click();
      await inbox!.page.getByText('A colleague changed this first.').waitFor();
      expect((await ticketOf('Who answers me?'))?.status).toBe('resolved');
    } finally {
      await cleo.close();
    }
  }, 90_000);

  it('a link to set a password is asked for before its form is shown, and shows no form once it was used', async () => {
    const { admin: other, email } = await waypost.workspace('Elsewhere');
    const [{ id: accountId }] = (await withOwner<{ id: string }>(waypost, 'select id from accounts where email = $1', [
      email,
    ])) as [{ id: string }];
    const token = await waypost.api
      .get(Database)
      .transaction((tx) =>
        waypost.api.get(AccountTokens).issue(tx, 'reset', { accountId, workspaceId: null, agentId: null }),
      );
    inbox = await InboxPage.open(browser, waypost.url);
    const { page } = inbox;
    await page.goto(`${waypost.url}/reset-password#token=${token}`);
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('At least 10 characters.').waitFor();
    await page.getByLabel('New password').fill('another-long-password');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Your new password is set.').waitFor();
    expect(await page.locator('form').count()).toBe(0);
    expect((await other.get('/api/v1/sessions/current')).status).toBe(401);
    await page.goto(`${waypost.url}/reset-password?again#token=${token}`);
    await page.getByText('This link was used or has expired.').waitFor();
    expect(await page.locator('form').count()).toBe(0);
    await page.getByRole('link', { name: 'Ask for another link' }).click();
    await page.getByLabel('Email').fill(email);
    for (const [path, said] of [
      ['invitation', 'This invitation was used'],
      ['setup', 'This link was used'],
    ]) {
      await page.goto(`${waypost.url}/${path}#token=${token}`);
      await page.getByText(said!).waitFor();
      expect(await page.locator('form').count()).toBe(0);
    }
    // Nobody can write to that workspace yet: where the thread stands is the way to change it.
    await page.goto(`${waypost.url}/inbox`);
    await inbox.signIn(email, 'another-long-password');
    await page
      .getByRole('region', { name: 'Ticket', exact: true })
      .getByRole('link', { name: 'Add a channel' })
      .click();
    await page.waitForURL('**/settings/channels/new');
  }, 60_000);

  it('an answer that a newer message overtook goes back to be reviewed', async () => {
    const gwen = customer('Gwen');
    await write(gwen, 'Send it to my office');
    const { page } = await signedIn();
    await inbox!.openTicket('Send it to my office');
    await page.route('**/changes?*', (route) => route.abort());
    await write(gwen, 'No wait, to my home');
    await until('it is stored', async () => (await ticketOf('Send it to my office'))?.snippet.includes('home'));
    await inbox!.reply.fill('To your office it is');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Review the new reply').waitFor();
    expect(await inbox!.reply.inputValue()).toBe('To your office it is');
    await page.unroute('**/changes?*');
    await page.getByRole('button', { name: 'Review' }).click();
    await inbox!.message('No wait, to my home').waitFor({ timeout: 50_000 });
  }, 90_000);
});
