import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pagePaths, type Shopper } from '#libs/demo';
import { Problem } from '#libs/platform';
import type { DemoWiring, Wired } from '../demo-wiring.js';
import { PageApi, type PageMessage, readUpTo, seenBy, textOf } from '../page-api/index.js';
import type { PlaygroundMemory } from '../playground-memory.js';
import { isPicture, type PhoneApp } from './phone-app.js';

const readAfterMs = 900;
interface Said {
  text?: string;
  attachment?: { type: string; payload: { attachment_id?: string; url?: string } };
}

/**
 * Messenger or Instagram, behind a stand-in for Meta's API: what the shop sends shows on the phone and is read there,
 * what is typed goes out as a signed webhook.
 */
export class PageApp implements PhoneApp {
  private readonly page: PageApi;

  constructor(
    private readonly memory: PlaygroundMemory,
    private readonly wiring: DemoWiring,
    private readonly platform: 'messenger' | 'instagram',
  ) {
    const prefix = pagePaths[platform];
    this.page = new PageApi({
      platform,
      pageId: '',
      pageAccessToken: '',
      appSecret: '',
      prefix,
      pageName: 'Havn & Holm',
    });
    this.page.onAccepted((message) => this.show(message));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wired = await this.wiring.look();
    if (wired) this.tune(wired);
    await this.page.handle(request, response);
  }

  async write(wired: Wired, { metaId: id, name }: Shopper, text: string): Promise<void> {
    if (!this.tune(wired)) throw new Problem('conflict', 'This demo has no such channel');
    if (!this.page.options.people.some((person) => person.id === id)) this.page.options.people.push({ id, name });
    const line = { id: randomUUID(), app: this.platform, address: id, image: null, at: new Date().toISOString() };
    this.memory.addText({ ...line, direction: 'out', text, state: 'sending' });
    const status = await this.page.deliver(textOf({ id, name }, text)).catch(() => 0);
    this.memory.setText(line.id, status === 200 ? 'sent' : 'failed');
  }

  picture(id: string): { contentType: string; bytes: Buffer } | undefined {
    const file = this.page.memory.file(id);
    return file && isPicture(file.contentType) ? file : undefined;
  }

  close(): Promise<void> {
    return this.page.close();
  }

  /** The channel's secrets are the page's own. */
  private tune(wired: Wired): boolean {
    const found = wired[this.platform];
    if (!found) return false;
    const { id, ...page } = found;
    const { ownUrl } = this.wiring;
    Object.assign(this.page.options, page, { baseUrl: ownUrl + pagePaths[this.platform] });
    this.page.reportTo(`${ownUrl}/hooks/${this.platform}/${id}`);
    return true;
  }

  private show({ id, recipient, body, at }: PageMessage): void {
    const { text, attachment } = (body['message'] ?? {}) as Said;
    const fileId = attachment?.payload.attachment_id;
    const image = fileId && this.picture(fileId) ? fileId : null;
    this.memory.addText({
      id,
      app: this.platform,
      address: recipient,
      direction: 'in',
      text: text ?? (image ? '' : `[${attachment?.type ?? 'file'}]`),
      image,
      state: null,
      at: at.toISOString(),
    });
    const read = this.platform === 'messenger' ? readUpTo(recipient, at.getTime()) : seenBy(recipient, id);
    setTimeout(() => void this.page.deliver(read).catch(() => 0), readAfterMs).unref();
  }
}
