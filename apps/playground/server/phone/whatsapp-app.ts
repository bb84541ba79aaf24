import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { graphPath, type Shopper } from '#libs/demo';
import type { DemoWiring, Wired } from '../demo-wiring.js';
import { type Accepted, GraphApi, textFrom, textOfTemplate } from '../graph-api/index.js';
import type { PlaygroundMemory } from '../playground-memory.js';
import { demoTemplates } from './demo-templates.js';
import { isPicture, type PhoneApp } from './phone-app.js';

/**
 * WhatsApp, behind a stand-in for Meta's API: what the shop sends shows on the phone, what is typed there goes out as a
 * signed webhook.
 */
export class WhatsappApp implements PhoneApp {
  private readonly graph: GraphApi;

  constructor(
    private readonly memory: PlaygroundMemory,
    private readonly wiring: DemoWiring,
  ) {
    this.graph = new GraphApi({
      phoneNumberId: '',
      accessToken: '',
      appSecret: '',
      prefix: graphPath,
      verifiedName: 'Havn & Holm',
      templates: demoTemplates,
      statuses: ['sent', 'delivered', 'read'],
      statusDelayMs: 700,
    });
    this.graph.onAccepted((message) => this.show(message));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wired = await this.wiring.look();
    if (wired) this.tune(wired);
    await this.graph.handle(request, response);
  }

  async write(wired: Wired, { phone, name }: Shopper, text: string): Promise<void> {
    this.tune(wired);
    const id = randomUUID();
    this.memory.addText({
      id,
      app: 'whatsapp',
      address: phone,
      direction: 'out',
      text,
      image: null,
      state: 'sending',
      at: new Date().toISOString(),
    });
    const status = await this.graph.deliver(textFrom({ phone, name }, text)).catch(() => 0);
    this.memory.setText(id, status === 200 ? 'sent' : 'failed');
  }

  picture(id: string): { contentType: string; bytes: Buffer } | undefined {
    const file = this.graph.memory.file(id);
    return file && isPicture(file.contentType) ? file : undefined;
  }

  close(): Promise<void> {
    return this.graph.close();
  }

  /** The channel's secrets are the number's own. */
  private tune({ whatsapp: { id, ...number } }: Wired): void {
    const { ownUrl } = this.wiring;
    Object.assign(this.graph.options, number, { baseUrl: ownUrl + graphPath });
    this.graph.reportTo(`${ownUrl}/hooks/whatsapp/${id}`);
  }

  private show({ id, recipient, body, at }: Accepted): void {
    const type = String(body['type']);
    const content = (body[type] ?? {}) as { body?: string; caption?: string; id?: string; filename?: string };
    this.memory.addText({
      id,
      app: 'whatsapp',
      address: recipient,
      direction: 'in',
      text:
        type === 'template'
          ? textOfTemplate(demoTemplates, content)
          : (content.body ?? content.caption ?? content.filename ?? ''),
      image: type === 'image' && content.id ? content.id : null,
      state: null,
      at: at.toISOString(),
    });
  }
}
