import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { botPath, type Shopper } from '#libs/demo';
import { Problem } from '#libs/platform';
import { BotApi, type Sent, textFrom } from '../bot-api/index.js';
import type { DemoWiring, Wired } from '../demo-wiring.js';
import type { PlaygroundMemory } from '../playground-memory.js';
import { isPicture, type PhoneApp } from './phone-app.js';

/**
 * Telegram, behind a stand-in for its Bot API: what the shop's bot sends shows on the phone, what is typed there goes
 * out as an update.
 */
export class TelegramApp implements PhoneApp {
  private readonly bots: BotApi;

  constructor(
    private readonly memory: PlaygroundMemory,
    private readonly wiring: DemoWiring,
  ) {
    this.bots = new BotApi({
      botToken: '',
      webhookSecret: '',
      prefix: botPath,
      bot: { id: 7_000_000_001, name: 'Havn & Holm', username: 'havn_holm_bot' },
    });
    this.bots.onAccepted((message) => this.show(message));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wired = await this.wiring.look();
    if (wired) this.tune(wired);
    await this.bots.handle(request, response);
  }

  async write(wired: Wired, { telegramId, name, locale }: Shopper, text: string): Promise<void> {
    if (!this.tune(wired)) throw new Problem('conflict', 'This demo has no Telegram channel');
    const id = randomUUID();
    this.memory.addText({
      id,
      app: 'telegram',
      address: telegramId,
      direction: 'out',
      text,
      image: null,
      state: 'sending',
      at: new Date().toISOString(),
    });
    const status = await this.bots
      .deliver(textFrom({ id: telegramId, name, locale }, text, this.bots.memory.nextId()))
      .catch(() => 0);
    this.memory.setText(id, status === 200 ? 'sent' : 'failed');
  }

  picture(id: string): { contentType: string; bytes: Buffer } | undefined {
    const file = this.bots.memory.file(id);
    return file && isPicture(file.contentType) ? file : undefined;
  }

  close(): Promise<void> {
    return this.bots.close();
  }

  /** The channel's secrets are the bot's own. */
  private tune({ telegram }: Wired): boolean {
    if (!telegram) return false;
    const { id, ...bot } = telegram;
    const { ownUrl } = this.wiring;
    Object.assign(this.bots.options, bot, { baseUrl: ownUrl + botPath });
    this.bots.reportTo(`${ownUrl}/hooks/telegram/${id}`);
    return true;
  }

  private show({ messageId, chatId, text, file, at }: Sent): void {
    const image = file && isPicture(file.contentType) ? file.id : null;
    this.memory.addText({
      id: `${chatId}-${messageId}`,
      app: 'telegram',
      address: chatId,
      direction: 'in',
      text: text || (image ? '' : (file?.name ?? '')),
      image,
      state: null,
      at: at.toISOString(),
    });
  }
}
