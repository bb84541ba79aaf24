import { createHmac } from 'node:crypto';
import { simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.js';
import type { Client } from '../support/client.js';
import { InboxPage } from '../support/inbox-page.js';
import { itLong } from '../support/long.js';
import { describeWith } from '../support/machine.js';
import { SmtpSink } from '../support/mail/smtp-sink.js';
import { orderBody } from '../support/order-body.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { whatsappChannel } from '../support/whatsapp-channel.js';

const sections = [
  'personal',
  'channels',
  'stores',
  'agents',
  'teams',
  'sla',
  'hours',
  'data',
  'trouble',
  'replies',
  'articles',
];
/** A provider that is not there. */
const nowhere = 'http://127.0.0.1:9';
const kinds: { kind: string; type: string; fields: Record<string, string>; shows: string }[] = [
  { kind: 'Chat', type: 'widget', fields: { Greeting: 'Good day' }, shows: 'data-channel=' },
  { kind: 'Email', type: 'email', fields: { Address: 'help@settings.example' }, shows: 'Check' },
  {
    kind: 'WhatsApp',
    type: 'whatsapp',
    fields: {
      'Phone number id': '1065403',
      'Access token': 'token',
      'App secret': 'secret',
      'Verify token': 'verify',
      'API address': nowhere,
    },
    shows: '/hooks/whatsapp/',
  },
  {
    kind: 'Telegram',
    type: 'telegram',
    fields: { 'Bot token': '123:abc', 'API address': nowhere },
    shows: 'Telegram could not be reached',
  },
];

describeWith('chromium', 'settings', () => {
  let waypost: TestWaypost;
  let browser: Browser;
  let admin: Client;
  let sink: SmtpSink;
  let email: string;
  let currentPassword: string;
  let inbox: InboxPage;
  let page: Page;
  beforeAll(async () => {
    sink = await SmtpSink.open();
    [waypost, browser] = await Promise.all([
      startWaypost({ env: { SMTP_URL: `smtp://127.0.0.1:${sink.port}` } }),
      launchChromium(),
    ]);
    const made = await waypost.workspace();
    ({ admin, email } = made);
    currentPassword = made.password;
    await admin.post('/api/v1/teams', { name: 'Late shift' });
    inbox = await InboxPage.open(browser, waypost.url);
    await inbox.signIn(made.email, made.password);
    ({ page } = inbox);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await waypost?.close();
    await sink?.close();
  });

  const load = (path: string) => page.goto(`${waypost.url}/settings/${path}`);
  const open = (path: string) => inbox.go(`/settings/${path}`);
  /** Around what has changed is what other tests have looked at. */
  const barriers = () => inbox.barriers({ changed: 'main' });
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const listed = async <T>(path: string) => (await admin.get<{ items: T[] }>(`/api/v1/${path}`)).body.items;
  const saved = () => page.getByText('Saved', { exact: true }).waitFor();

  it.each(kinds)(
    'makes a channel of the kind $kind from its schema',
    async ({ kind, type, fields, shows }) => {
      await open('channels/new');
      await press(kind);
      await press('Add channel');
      await page.getByText('Fill this in.').first().waitFor();
      expect(await page.evaluate<string>(`document.activeElement?.getAttribute('data-path')`)).toBe('name');
      await fill('Name', `My ${kind}`);
      for (const [label, value] of Object.entries(fields)) await fill(label, value);
      expect(await barriers()).toEqual([]);
      await press('Add channel');
      await page.getByText(shows).first().waitFor();
      expect(await listed('channels')).toContainEqual(
        expect.objectContaining({ type, name: `My ${kind}`, active: true }),
      );
    },
    60_000,
  );

  itLong(
    'says how mail gets to a channel and where it stands, and puts the channel away',
    async () => {
      const { id } = (
        await admin.post<{ id: string }>('/api/v1/channels', {
          type: 'email',
          name: 'Side door',
          settings: { address: 'side@settings.example' },
        })
      ).body;
      await load('channels');
      const row = page.getByRole('link', { name: /Side door/ });
      await row.getByText('Not connected').waitFor();
      await row.click();
      await page.getByText(`${id}@127.0.0.1`).waitFor();
      await press('Check');
      await page.getByText('Waiting for a first message').waitFor();
      expect(await barriers()).toEqual([]);
      await press('Archive');
      await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
      await press('Take out of the archive');
      await press('Delete');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('heading', { name: 'Channels', level: 1 }).waitFor();
      await row.waitFor({ state: 'detached' });
    },
    60_000,
  );

  it('shows at the secrets that a new address needs them again', async () => {
    const settings = { botToken: '123:secrets', apiBaseUrl: nowhere };
    await load('channels');
    await page.getByRole('link', { name: /Add channel/ }).waitFor();
    expect((await admin.post('/api/v1/channels', { type: 'telegram', name: 'Second bot', settings })).status).toBe(201);
    // The list is open: it shows what another client makes.
    await page.getByRole('link', { name: /Second bot/ }).click();
    expect(await page.getByLabel('Bot token').getAttribute('placeholder')).toBe('Set. Type to replace');
    await fill('API address', 'https://elsewhere.example');
    await press('Save');
    await page.getByText('Enter it again: it will be sent to a new address.').first().waitFor();
    expect(await page.evaluate<string>(`document.activeElement?.getAttribute('data-path')`)).toBe('settings.botToken');
    await press('Discard changes');
    await page.getByLabel('Switched on').uncheck();
    await press('Save');
    await saved();
    expect(await listed('channels')).toContainEqual(expect.objectContaining({ name: 'Second bot', active: false }));
  }, 60_000);

  it('makes a team, invites an agent into it, and takes the access away and back', async () => {
    await open('teams/new');
    await fill('Name', 'Night shift');
    await press('Add team');
    await page.getByRole('link', { name: /Night shift/ }).waitFor();
    await open('agents/new');
    await fill('Name', 'Ines');
    await fill('Email', 'ines@settings.example');
    await page.getByLabel('Night shift').check();
    await press('Send invitation');
    await page.getByRole('link', { name: /Ines/ }).click();
    await press('Deactivate');
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await press('Reactivate');
    await page.getByRole('button', { name: 'Deactivate', exact: true }).waitFor();
    expect(await listed('agents')).toContainEqual(
      expect.objectContaining({ email: 'ines@settings.example', role: 'agent' }),
    );
    expect(await listed('teams')).toContainEqual(
      expect.objectContaining({ name: 'Night shift', agentIds: [expect.any(String)] }),
    );
  }, 60_000);

  it('adds a store', async () => {
    await open('stores/new');
    await fill('Name', 'Tide');
    await fill('Domain', 'not a domain');
    await press('Add store');
    await page.getByText(/^Not accepted/).waitFor();
    expect(await page.evaluate<string>(`document.activeElement?.getAttribute('data-path')`)).toBe('domain');
    await fill('Domain', 'tide.example');
    await press('Add store');
    await page.getByRole('heading', { name: 'Tide' }).waitFor();
    expect(await listed('stores')).toContainEqual(expect.objectContaining({ domain: 'tide.example' }));
  }, 60_000);

  itLong('switches a kind of news to buyers off, words another, and sets when a promise is late', async () => {
    const { id } = (await admin.post<{ id: string }>('/api/v1/stores', { name: 'Newsy' })).body;
    await load(`stores/${id}`);
    await fill('Days after the promised date', '3');
    await press('Save');
    await saved();
    const kind = (name: string) => page.getByRole('form', { name, exact: true });
    await page.getByText('Order delivered', { exact: true }).click();
    await kind('Order delivered').getByLabel('Send this').uncheck();
    await kind('Order delivered').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Off', { exact: true }).waitFor();
    await page.getByText('Order on its way', { exact: true }).click();
    const shipped = kind('Order on its way');
    await shipped.getByRole('button', { name: 'Add words' }).click();
    await shipped.getByLabel('Subject').fill('Off it goes');
    await shipped.getByLabel('Text in English').fill('Order {{order.number}} left.');
    expect(await barriers()).toEqual([]);
    await shipped.getByRole('button', { name: 'Save' }).click();
    await page.getByText('In your words', { exact: true }).waitFor();
    const stores = await listed<{ id: string; promiseWatch: object }>('stores');
    expect(stores.find((store) => store.id === id)?.promiseWatch).toMatchObject({ active: true, lateDays: 3 });
    expect(await listed(`stores/${id}/notices`)).toMatchObject([
      { kind: 'shipped', words: [{ form: 'usual', locale: 'en', subject: 'Off it goes' }] },
      {},
      {},
      {},
      { kind: 'delivered', active: false },
    ]);
  });

  it('shows news of orders that no channel could take, until an agent has passed them on', async () => {
    const { id } = (await admin.post<{ id: string }>('/api/v1/stores', { name: 'Unheard' })).body;
    const body = orderBody({ number: 'UN-1', email: null, status: 'shipped', tracking: ['JD 77'] });
    await admin.send('PUT', `/api/v1/stores/${id}/orders/UN-1`, { body });
    await until('it waits for an agent', async () => (await listed('contact-notices')).length === 1);
    await page.goto(`${waypost.url}/inbox`);
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /^Order news/ })
      .click();
    const card = page.getByRole('listitem', { name: 'Your order UN-1 is on its way' });
    await card.getByText('What they should hear').click();
    await card.getByText(/tracking number: JD 77/i).waitFor();
    expect(await barriers()).toEqual([]);
    await card.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Every buyer has heard what there is to hear.').waitFor();
    expect(await listed('contact-notices')).toEqual([]);
  });

  it('sets business hours and a target that counts in them', async () => {
    await open('hours/new');
    await fill('Name', 'Office');
    await fill('Monday, to', '8');
    await press('Add calendar');
    await page.getByText('The end must be after the beginning.').waitFor();
    await fill('Monday, to', '1830');
    await press('Add calendar');
    await page.getByRole('link', { name: /Office/ }).waitFor();
    await open('sla/new');
    await fill('Name', 'Everything');
    await page.getByLabel('Business hours').selectOption({ label: 'Office' });
    await press('Add policy');
    await page.getByRole('link', { name: /Everything/ }).click();
    await fill('Urgent, First reply, hours', '1');
    await fill('Urgent, First reply, minutes', '30');
    await fill('Low, Resolve, hours', '');
    await fill('Low, Resolve, minutes', '');
    await press('Save');
    await saved();
    const [policy] = await listed<{ targets: Record<string, Record<string, number | null>> }>('sla-policies');
    expect(policy).toMatchObject({
      hoursId: expect.any(String),
      targets: { urgent: { firstResponseSeconds: 5400 }, low: { resolutionSeconds: null } },
    });
    expect((await listed<{ windows: unknown[] }>('business-hours'))[0]?.windows).toContainEqual({
      weekday: 1,
      from: '09:00',
      to: '18:30',
    });
  }, 60_000);

  it('saves a reply in two languages with a value in it, and deletes it after a question', async () => {
    await open('replies/new');
    await fill('Name', 'Thanks');
    await fill('Shortcut', 'thanks');
    await fill('Text in English', 'Thank you, ');
    await press('Insert value');
    await page.getByRole('menuitem', { name: /Customer’s name/ }).click();
    await press('Add language');
    await fill('Text in German', 'Vielen Dank, siehe [Bestellnummer]');
    await press('Add reply');
    // Refused first, and told apart by the question whether it is meant.
    await page.getByRole('dialog').getByText('[Bestellnummer]').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/\[Bestellnummer\] is no variable here/).waitFor();
    await press('Add reply');
    await page.getByRole('dialog').getByRole('button', { name: 'Save as it is' }).click();
    await page.getByRole('link', { name: /Thanks/ }).waitFor();
    expect(await listed('saved-replies')).toEqual([
      expect.objectContaining({
        variants: [
          { locale: 'en', body: 'Thank you, {{contact.name}}' },
          { locale: 'de', body: 'Vielen Dank, siehe [Bestellnummer]', asWritten: true },
        ],
      }),
    ]);
    await page.getByRole('link', { name: /Thanks/ }).click();
    await press('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('There are no saved replies yet.').waitFor();
  }, 60_000);

  it('writes an article and publishes it; leaving with changes is asked about', async () => {
    await open('articles/new');
    await fill('Title', 'How long does it take?');
    await press('Add question');
    await fill('Questions, line 1', 'When will it arrive?');
    await fill('Answer', 'Three days, see [Order Number].');
    await press('Add article');
    await page.getByRole('dialog').getByRole('button', { name: 'Save as it is' }).click();
    await page.getByRole('link', { name: /How long/ }).click();
    await page.getByLabel('Published').check();
    await page.getByRole('link', { name: 'Back to Articles' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await press('Save');
    await saved();
    expect(await listed('articles')).toEqual([
      expect.objectContaining({ published: true, asWritten: true, questions: ['When will it arrive?'] }),
    ]);
  }, 60_000);

  itLong(
    'sets for how many days original mails are kept, and takes it back',
    async () => {
      const retention = async () => (await admin.get('/api/v1/retention')).body;
      await open('data');
      await fill('Keep original mails, days', '4000');
      await press('Save');
      await page.getByText('A number from 1 to 3650.').waitFor();
      await fill('Keep original mails, days', '90');
      await press('Save');
      await saved();
      expect(await retention()).toEqual({ rawMailDays: 90, deadLetterDays: null });
      await page.reload();
      expect(await page.getByLabel('Keep original mails, days', { exact: true }).inputValue()).toBe('90');
      await fill('Keep original mails, days', '');
      await press('Save');
      await saved();
      expect(await retention()).toEqual({ rawMailDays: null, deadLetterDays: null });
    },
    60_000,
  );

  itLong(
    'shows an admin what went wrong, from the count in the rail to a dismissal, and the audit log',
    async () => {
      const { id, graph } = await whatsappChannel(admin);
      const body = JSON.stringify({ object: 'page', entry: [] });
      const signature = createHmac('sha256', 'an app secret').update(body).digest('hex');
      await fetch(`${waypost.url}/hooks/whatsapp/${id}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      });
      await load('personal');
      await page.getByRole('link', { name: 'Trouble 1' }).click();
      const letters = page.getByRole('region', { name: /Not understood or not handled/ });
      await letters.getByText('not a WhatsApp batch').waitFor();
      await letters.getByRole('button', { name: 'Original' }).click();
      await letters.getByText('"object":"page"').waitFor();
      expect(await barriers()).toEqual([]);
      await letters.getByRole('button', { name: 'Try again' }).click();
      await letters.getByText(/Tried again, last/).waitFor();
      await letters.getByRole('button', { name: 'Dismiss' }).click();
      await letters.getByText('Nothing.').waitFor();
      await page
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: 'Trouble', exact: true })
        .waitFor();
      await page.getByRole('link', { name: 'Audit log' }).click();
      await page.getByRole('cell', { name: 'Dismissed what was not handled' }).waitFor();
      await page.getByLabel('What', { exact: true }).selectOption({ label: 'Added a channel' });
      await page
        .getByRole('cell', { name: /^Added a channel/ })
        .first()
        .waitFor();
      expect(await page.getByRole('cell', { name: 'Dismissed what was not handled' }).count()).toBe(0);
      expect(await barriers()).toEqual([]);
      await graph.close();
    },
    60_000,
  );

  it.each(sections)(
    'is accessible: %s',
    async (section) => {
      await open(section);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.items[aria-busy]').waitFor({ state: 'detached' });
      expect(await (section === 'personal' ? inbox.barriers() : barriers())).toEqual([]);
      const first = page.locator('.item-link').first();
      if (!(await first.count())) return;
      await first.click();
      // A store has several forms, and those of its notices come last.
      await page.locator('.settings-form').first().waitFor();
      await page.locator('.items[aria-busy]').waitFor({ state: 'detached' });
      expect(await barriers()).toEqual([]);
    },
    60_000,
  );

  it('checks a channel at its provider and says what that answers', async () => {
    const { id, graph } = await whatsappChannel(admin);
    await load(`channels/${id}`);
    await press('Check');
    await page.getByText('The provider accepts these settings.').waitFor();
    graph.options.accessToken = 'another by now';
    await press('Check');
    await page.getByText('It does not work yet').waitFor();
    await graph.close();
  }, 60_000);

  it('changes a password for who knows the old one, and signs everything else out', async () => {
    await open('personal');
    await fill('Current password', 'not the password');
    await fill('New password', 'another-long-password');
    await press('Save');
    await page.getByText('The current password is missing or wrong.').waitFor();
    await fill('Current password', currentPassword);
    await press('Save');
    await saved();
    expect((await admin.get('/api/v1/sessions/current')).status).toBe(401);
    currentPassword = 'another-long-password';
    admin = await waypost.anonymous.signIn(email, currentPassword);
    await load('teams');
    await page.getByRole('heading', { level: 1 }).waitFor();
  }, 60_000);

  it('leads who forgot their password from the sign-in by a mail to a new one, by each link once', async () => {
    const forgetful = await InboxPage.open(browser, waypost.url);
    const { page: own } = forgetful;
    await own.getByRole('link', { name: 'Forgot your password?' }).click();
    await own.getByLabel('Email').fill(email);
    await own.getByRole('button', { name: 'Send a link' }).click();
    await own.getByText('If there is an account for this address').waitFor();
    expect(await forgetful.barriers()).toEqual([]);
    const mail = await until(
      'the mail',
      () => sink.mails.find(({ to, raw }) => to.includes(email) && raw.includes('reset-password')),
      20_000,
    );
    const link = /https?:\S+reset-password#token=[\w-]+/.exec((await simpleParser(mail.raw)).text!)![0];
    const follow = async () => {
      await own.goto('about:blank');
      await own.goto(link);
    };
    await follow();
    await own.getByLabel('New password', { exact: true }).fill('a-third-long-password');
    await own.getByRole('button', { name: 'Set password' }).click();
    await own.getByText('Your new password is set.').waitFor();
    expect(own.url()).not.toContain('token');
    expect(await forgetful.barriers()).toEqual([]);
    await own.getByRole('link', { name: 'Sign in' }).click();
    currentPassword = 'a-third-long-password';
    await forgetful.signIn(email, currentPassword);
    await follow();
    await own.getByText('This link was used or has expired.').waitFor();
    expect(await own.locator('form').count()).toBe(0);
    await forgetful.close();
    // All who were signed in are out: so is this page.
    await load('teams');
    await fill('Email', email);
    await fill('Password', currentPassword);
    await press('Sign in');
    await page.getByRole('heading', { name: 'Teams', level: 1 }).waitFor();
  }, 90_000);

  it('on a phone begins with the list of sections', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${waypost.url}/settings`);
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Teams' }).click();
    await page.getByRole('link', { name: /Late shift/ }).waitFor();
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByRole('link', { name: 'Back to Settings' }).click();
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Channels' }).waitFor();
    expect(inbox.complaints).toEqual([]);
  }, 60_000);
});
