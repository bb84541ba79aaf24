import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { demoPassword, seedDemo } from '#libs/demo';
import { Database } from '#libs/platform';
import { barriersOf } from '../support/axe.js';
import { quietPort } from '../support/quiet-port.js';
import { launchChromium, withoutMotion } from '../support/chromium.js';
import { InboxPage } from '../support/inbox-page.js';
import { type KeptTab, takeTab } from '../support/kept-tab.js';
import { describeWith } from '../support/machine.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describeWith('chromium', 'the tour of the README', () => {
  let waypost: TestWaypost;
  let browser: Browser;
  let tab: KeptTab | undefined;
  let inbox: InboxPage | undefined;
  beforeAll(async () => {
    [waypost, browser] = await Promise.all([
      startWaypost({ env: { DEMO: 'true', SMTP_PORT: String(await quietPort(2)) } }),
      launchChromium(),
    ]);
    await seedDemo({ config: waypost.config, database: waypost.api.get(Database) });
  }, 120_000);
  afterEach(async () => {
    await tab?.giveBack(`${waypost.url}/healthz`);
    await inbox?.close();
    tab = inbox = undefined;
  });
  afterAll(async () => {
    await browser?.close();
    await waypost?.close();
  });

  async function playground(
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; asked: Set<string>; complaints: string[] }> {
    const usual = { locale: 'en', viewport: { width: 1500, height: 900 }, ...withoutMotion };
    tab = await takeTab(browser, { ...usual, ...options });
    const { page } = tab;
    const [asked, complaints] = [new Set<string>(), [] as string[]];
    page.on('request', (request) => asked.add(new URL(request.url()).host));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${waypost.url}/playground`);
    await page.getByRole('radio').first().waitFor({ state: 'attached' });
    return { page, asked, complaints };
  }
  const panelOf = (page: Page) => page.frameLocator('waypost-widget iframe');

  it('each way in is a ticket, and each answer arrives where the shopper wrote', async () => {
    const { page, asked, complaints } = await playground();
    await page.locator('waypost-widget button').click();
    const chat = panelOf(page);
    await chat.locator('.wf .big').click();
    await chat.locator('textarea').fill('Chatting: is the bowl heavy?');
    await chat.locator('textarea').press('Enter');
    await chat.locator('.said:not(.pending) .bub.u', { hasText: 'heavy' }).waitFor();

    await page.getByLabel('Write a message').fill('Texting: do you have it in blue?');
    await page.locator('.phone').getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('button', { name: 'Telegram', exact: true }).click();
    await page.getByLabel('Write a message').fill('By the bot: is it dishwasher proof?');
    await page.locator('.phone').getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.phone .bubble.out', { hasText: 'dishwasher' }).waitFor();
    await page.getByRole('button', { name: 'New mail' }).first().click();
    await page.getByLabel('Subject').fill('Writing about the lamp');
    await page.getByLabel('Message', { exact: true }).fill('Mailing: how bright is the lamp?');
    await page.locator('.mailbox').getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('.rows').getByText('Writing about the lamp').waitFor();

    const agent = { email: 'agent@demo.example', password: demoPassword };
    inbox = await InboxPage.signedIn(browser, waypost.url, agent, { path: '/inbox?tab=waiting' });
    await inbox.page.locator('.tab-strip a[aria-current=page]', { hasText: 'Waiting' }).waitFor();
    expect(await inbox.page.locator('.tab-strip a[aria-current=page]').count()).toBe(1);
    // What came last is on top: nothing has to be searched for.
    await inbox.page.goto(`${waypost.url}/inbox`);
    for (const [question, answer] of [
      ['Chatting: is the bowl heavy?', 'Chat answer: 900 grams.'],
      ['Texting: do you have it in blue?', 'Text answer: yes, fjord blue.'],
      ['By the bot: is it dishwasher proof?', 'Bot answer: up to 60 degrees.'],
      ['Mailing: how bright is the lamp?', 'Mail answer: 400 lumen.'],
    ] as const) {
      await inbox.openTicket(question);
      await inbox.reply.fill(answer);
      await inbox.page.getByRole('button', { name: 'Send', exact: false }).first().click();
      await inbox.message(answer).waitFor();
    }
    await chat.locator('.bub', { hasText: '900 grams' }).waitFor({ timeout: 20_000 });
    await page.locator('.phone .bubble.in', { hasText: '60 degrees' }).waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'WhatsApp New message' }).click();
    await page.locator('.phone .bubble.in', { hasText: 'fjord blue' }).waitFor({ timeout: 20_000 });
    await page.locator('.rows button', { hasText: 'Re: Writing about the lamp' }).click({ timeout: 20_000 });
    await page.locator('.mail.in', { hasText: '400 lumen' }).waitFor();
    expect(complaints).toEqual([]);
    expect([...asked]).toEqual([new URL(waypost.url).host]);
  }, 120_000);

  it('an order that ships notifies its buyer', async () => {
    const { page } = await playground();
    await page.getByText('Tobias Lindner').click();
    await page.getByRole('button', { name: 'Ship', exact: true }).click();
    await page.locator('.orders .chip', { hasText: 'On its way' }).waitFor();
    await page.locator('.rows button', { hasText: 'HH-48301' }).waitFor({ timeout: 20_000 });
    expect(await page.getByRole('button', { name: 'Ship', exact: true }).isDisabled()).toBe(true);
  }, 60_000);

  it('a shopper who is signed in at the shop is known in the chat', async () => {
    const { page } = await playground();
    await page.locator('waypost-widget button').waitFor();
    await page.getByRole('button', { name: 'Sign in as Grace Whitaker' }).click();
    await page.getByRole('button', { name: 'Signed in, Grace Whitaker' }).waitFor();
    await page.locator('waypost-widget button').click();
    await panelOf(page).locator('.wf .big').click();
    await panelOf(page).locator('textarea').fill('It is me: is the lamp dimmable?');
    await panelOf(page).locator('textarea').press('Enter');
    const agent = await waypost.anonymous.signIn('agent@demo.example', demoPassword);
    const ticket = await until('her ticket', async () =>
      (
        await agent.get<{ items: { subject: string; contact: { name: string; verified: boolean } }[] }>(
          '/api/v1/tickets?limit=10',
        )
      ).body.items.find(({ subject }) => subject.startsWith('It is me')),
    );
    expect(ticket.contact).toMatchObject({ name: 'Grace Whitaker', verified: true });
  }, 60_000);

  it('the dashboard fits in German, says what to do when it fails, and is offered to whom it is open', async () => {
    const manager = { email: 'manager@demo.example', password: demoPassword };
    inbox = await InboxPage.signedIn(browser, waypost.url, manager, { locale: 'de' });
    const { page } = inbox;
    const signIn = async (email: string) => {
      await page.locator('input[type=email]').fill(email);
      await page.locator('input[type=password]').fill(demoPassword);
      await page.locator('button[type=submit]').click();
      await page.getByRole('listbox').waitFor();
    };
    await page.route('**/reports/**', (route) => route.fulfill({ status: 500, json: {} }));
    await page.getByRole('link', { name: 'Übersicht' }).click();
    await page.getByRole('button', { name: 'Erneut versuchen' }).waitFor({ timeout: 30_000 });
    expect(await inbox.barriers()).toEqual([]);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Erneut versuchen' }).click();
    await page.locator('.dot-plot').first().waitFor();
    const hidden = page
      .locator('.table-scroll')
      .evaluateAll((tables) => tables.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
    expect(Math.max(...(await hidden))).toBeLessThanOrEqual(0);
    expect(await inbox.barriers()).toEqual([]);
    await page.context().clearCookies();
    await page.goto(`${waypost.url}/sign-in`);
    await signIn('agent@demo.example');
    expect(await page.getByRole('link', { name: 'Übersicht' }).count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('Übersicht');
    await page.getByRole('dialog').getByText('Einstellungen').waitFor({ state: 'detached' });
    expect(await page.getByRole('option', { name: 'Übersicht', exact: true }).count()).toBe(0);
  }, 90_000);

  it.each([
    ['wide', {}],
    ['in the dark', { colorScheme: 'dark' }],
    ['on a phone', phone],
    ['in Arabic', { locale: 'ar' }],
  ] as [string, BrowserContextOptions][])(
    'has no serious barrier %s, and nothing runs over its edge',
    async (_name, options) => {
      const { page } = await playground(options);
      await page.getByText('نورة العتيبي').click();
      expect(await page.locator('html').getAttribute('dir')).toBe(options.locale === 'ar' ? 'rtl' : 'ltr');
      for (const tab of options.isMobile ? ['Mailbox', 'Phone', 'Shop'] : [null]) {
        if (tab) await page.getByRole('button', { name: tab, exact: true }).click();
        expect(await barriersOf(page, { except: 'waypost-widget' })).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      }
    },
    60_000,
  );
});
