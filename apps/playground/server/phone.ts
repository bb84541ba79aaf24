import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { graphPath, type Shopper } from '#libs/demo';
import { DemoWiring, type Wired } from './demo-wiring.js';
import { type Accepted, GraphApi, textFrom } from './graph-api/index.js';
import { PlaygroundMemory } from './playground-memory.js';

/** Everybody's phone, behind a stand-in for Meta's API: what the shop sends shows here, what is typed here goes there as a signed webhook. */
@Injectable()
export class Phone implements OnApplicationShutdown {
  private readonly graph: GraphApi;

  constructor(private readonly memory: PlaygroundMemory, private readonly wiring: DemoWiring) {
    this.graph = new GraphApi({ phoneNumberId: '', accessToken: '', appSecret: '', prefix: graphPath, verifiedName: 'Havn & Holm', statuses: ['sent', 'delivered', 'read'], statusDelayMs: 700 });
    this.graph.onAccepted((message) => this.show(message));
  }

  /** A request of the product to the provider. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wired = await this.wiring.look();
    if (wired) this.tune(wired);
    await this.graph.handle(request, response);
  }

  /** A line from a shopper's phone to the shop's number. */
  async write(wired: Wired, { phone, name }: Shopper, text: string): Promise<void> {
    this.tune(wired);
    const id = randomUUID();
    this.memory.addText({ id, phone, direction: 'out', text, image: null, state: 'sending', at: new Date().toISOString() });
    const status = await this.graph.deliver(textFrom({ phone, name }, text)).catch(() => 0);
    this.memory.setText(id, status === 200 ? 'sent' : 'failed');
  }

  /** A picture that the shop has sent. */
  picture(id: string): { contentType: string; bytes: Buffer } | undefined {
    const file = this.graph.memory.file(id);
    return file && /^image\/(png|jpeg|webp|gif)$/.test(file.contentType) ? file : undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.graph.close();
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
      id, phone: recipient, direction: 'in', text: content.body ?? content.caption ?? content.filename ?? '', image: type === 'image' && content.id ? content.id : null, state: null, at: at.toISOString(),
    });
  }
}
