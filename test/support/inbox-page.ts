import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { barriersOf, type Look } from './axe.js';
import { withoutMotion } from './chromium.js';
import { type KeptTab, takeTab } from './kept-tab.js';

/** What a browser is like, and where it begins. */
type Wish = BrowserContextOptions & { path?: string };
type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** The sessions of a browser by server and account, so that not each test has a password hashed. */
const sessionsOf = new WeakMap<Browser, Map<string, Cookies>>();

/** An agent's browser with the inbox open. What it asks for and complains of is kept. */
export class InboxPage {
  readonly asked: string[] = [];
  readonly complaints: string[] = [];
  readonly context: BrowserContext;
  readonly page: Page;
  private closing: Promise<void> | undefined;

  private constructor(
    readonly url: string,
    private readonly tab: KeptTab,
  ) {
    const { context, page } = tab;
    this.context = context;
    this.page = page;
    page.on('request', (request) => this.asked.push(request.url()));
    page.on('websocket', (socket) => this.asked.push(socket.url()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        !/Failed to load resource|WebSocket connection/.test(message.text()) &&
        this.complaints.push(message.text()),
    );
    page.on('dialog', (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  static async open(browser: Browser, url: string, { path = '/inbox', ...options }: Wish = {}): Promise<InboxPage> {
    const inbox = await InboxPage.create(browser, url, options);
    await inbox.page.goto(url + path);
    return inbox;
  }

  private static async create(browser: Browser, url: string, options: BrowserContextOptions): Promise<InboxPage> {
    const usual = { locale: 'en', viewport: { width: 1440, height: 900 }, ...withoutMotion };
    return new InboxPage(url, await takeTab(browser, { ...usual, ...options }));
  }

  /** The inbox of a browser that signed in before: half the work of a page that asks for it. */
  static async signedIn(
    browser: Browser,
    url: string,
    { email, password }: { email: string; password: string },
    { path = '/inbox', ...options }: Wish = {},
  ): Promise<InboxPage> {
    const inbox = await InboxPage.create(browser, url, options);
    const sessions = sessionsOf.get(browser) ?? new Map<string, Cookies>();
    sessionsOf.set(browser, sessions);
    const key = `${url} ${email}`;
    if (!sessions.has(key)) sessions.set(key, await cookiesOf(inbox, email, password));
    await inbox.context.addCookies(sessions.get(key)!);
    await inbox.page.goto(url + path);
    return inbox.isReady();
  }

  async signIn(email: string, password: string): Promise<this> {
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    return this.isReady();
  }

  private async isReady(): Promise<this> {
    await this.page.getByRole('listbox').or(this.page.locator('.nothing')).first().waitFor();
    return this;
  }

  /**
   * Goes there as a link of the app does, and waits for the heading. What the server was told elsewhere meanwhile may
   * need a page that is loaded.
   */
  async go(path: string): Promise<void> {
    if (new URL(this.page.url()).pathname === path) return void (await this.page.goto(this.url + path));
    await this.page.evaluate(`{
      for (const heading of document.querySelectorAll('h1')) heading.setAttribute('data-left', '');
      history.pushState(null, '', '${path}');
    }`);
    await this.page.locator('h1:not([data-left])').waitFor();
  }

  row(text: string): Locator {
    return this.page.getByRole('option').filter({ hasText: text });
  }

  get messages(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  /** A message of the thread by what it says. */
  message(text: string): Locator {
    return this.messages.getByRole('article').filter({ hasText: text });
  }

  get reply(): Locator {
    return this.page.locator('.composer textarea');
  }

  async openTicket(text: string): Promise<void> {
    await this.row(text).click();
    await this.reply.waitFor();
    await this.message(text).first().waitFor();
  }

  /** Findings of axe that exclude people. */
  barriers(look?: Look): Promise<string[]> {
    return barriersOf(this.page, look);
  }

  /** What is on screen to press or type in and smaller than a finger needs: below 44 px in either direction. */
  smallTargets(): Promise<string[]> {
    return this.page
      .locator('a, button, summary, input:not([type=checkbox]), select, textarea, [role=menuitem], [role=option]')
      .evaluateAll((targets) =>
        targets.flatMap((target) => {
          const { width, height, top, bottom } = target.getBoundingClientRect();
          const isSeen =
            target.checkVisibility({ visibilityProperty: true }) &&
            width > 1 &&
            bottom > 0 &&
            top < target.ownerDocument.defaultView!.innerHeight;
          const isSmall = height < 43.5 || width < 43.5;
          return isSeen && isSmall ? [`${target.outerHTML.slice(0, 120)} ${width} x ${height}`] : [];
        }),
      );
  }

  /** For the next test: `open` and `signedIn` begin with nothing of what was here. */
  close(): Promise<void> {
    return (this.closing ??= this.tab.giveBack(`${this.url}/healthz`));
  }
}

async function cookiesOf({ context, url }: InboxPage, email: string, password: string): Promise<Cookies> {
  const answer = await context.request.post(`${url}/api/v1/sessions`, {
    data: { email, password },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}: ${await answer.text()}`);
  return context.cookies(url);
}
