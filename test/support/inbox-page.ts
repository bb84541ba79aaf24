import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** An agent's browser with the inbox open. What it asks for and complains of is kept. */
export class InboxPage {
  readonly asked: string[] = [];
  readonly complaints: string[] = [];

  private constructor(
    readonly url: string,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
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

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<InboxPage> {
    const context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 }, ...options });
    const inbox = new InboxPage(url, context, await context.newPage());
    await inbox.page.goto(`${url}/inbox`);
    return inbox;
  }

  async signIn(email: string, password: string): Promise<this> {
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('listbox').or(this.page.locator('.nothing')).first().waitFor();
    return this;
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

  /** Findings of axe that keep somebody out. */
  async barriers(): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).options({ resultTypes: ['violations'] }).analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
