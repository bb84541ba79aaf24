import type { IncomingMessage, ServerResponse } from 'node:http';
import { send, StandInServer } from '../stand-in/index.js';
import { acceptMessage } from './accept-message.js';
import { type ChangeValue, graphError, postWebhook, statusOf } from './cloud-payloads.js';
import { type Accepted, GraphMemory } from './graph-memory.js';
import { describeMedia, readMedia, takeMedia } from './media-routes.js';
import { type GraphTemplate, listTemplates } from './templates.js';

/** The number that the stand-in plays, and where it reports to. */
export interface GraphApiOptions {
  phoneNumberId: string;
  accessToken: string;
  appSecret: string;
  displayPhoneNumber?: string;
  verifiedName?: string;
  /** The account that the number belongs to, and its templates. */
  businessAccountId?: string;
  templates?: GraphTemplate[];
  /** Path below which the API answers, of the same form as Meta's version prefix. */
  prefix?: string;
  /** What is reported of each message by itself, in this order. */
  statuses?: ('sent' | 'delivered' | 'read')[];
  /** Milliseconds before each report. */
  statusDelayMs?: number;
  /** The channel's webhook address; without it nothing is reported. */
  webhookUrl?: string;
  /** Where it is reached when it does not listen by itself. */
  baseUrl?: string;
}

/**
 * Stands in for Meta's WhatsApp Cloud API for one number: takes messages and files, serves files, reports by signed
 * webhooks, and misbehaves on demand.
 */
export class GraphApi extends StandInServer<Accepted> {
  readonly memory = new GraphMemory();
  protected readonly ownFault = graphError(1, 'An unknown error has occurred.');
  readonly options: Required<Omit<GraphApiOptions, 'webhookUrl' | 'baseUrl'>> &
    Pick<GraphApiOptions, 'webhookUrl' | 'baseUrl'>;
  private readonly reports = new Set<AbortController>();

  constructor(options: GraphApiOptions) {
    super();
    this.options = {
      displayPhoneNumber: '15550783881',
      verifiedName: 'Playground',
      businessAccountId: '102290129340398',
      templates: [],
      prefix: '/v26.0',
      statuses: [],
      statusDelayMs: 0,
      ...options,
    };
  }

  /** Ends connections that still hang, and reports that still wait. */
  override async close(): Promise<void> {
    for (const report of this.reports) report.abort();
    await super.close();
  }

  /** What a channel takes as its `apiBaseUrl`. */
  get baseUrl(): string {
    return this.options.baseUrl ?? this.ownAddress + this.options.prefix;
  }

  /** Everything accepted so far, oldest first. */
  get accepted(): readonly Accepted[] {
    return this.memory.accepted;
  }

  /** Delivers a change as Meta would; resolves with the status the channel answered. */
  deliver(value: ChangeValue): Promise<number> {
    if (!this.options.webhookUrl) throw new Error('The stand-in has no webhook address yet');
    return postWebhook(this.options.webhookUrl, this.options, value);
  }

  /** Where the channel listens, once it is known. */
  reportTo(webhookUrl: string): void {
    this.options.webhookUrl = webhookUrl;
  }

  protected async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://graph');
    if (request.headers.authorization !== `Bearer ${this.options.accessToken}`)
      return send(response, 401, graphError(190, 'Invalid OAuth access token.'));
    const path = pathname.startsWith(this.options.prefix) ? pathname.slice(this.options.prefix.length) : '';
    const own = `/${this.options.phoneNumberId}`;
    if (request.method === 'POST' && path === `${own}/messages`)
      return acceptMessage(request, response, this, this.nextMisbehaviour(), (message) => this.notify(message));
    if (request.method === 'POST' && path === `${own}/media`) return takeMedia(request, response, this.memory);
    if (request.method === 'GET' && path === `/${this.options.businessAccountId}/message_templates`)
      return listTemplates(this.options.templates, searchParams, response);
    if (request.method === 'GET' && path === own)
      return send(response, 200, {
        id: this.options.phoneNumberId,
        verified_name: this.options.verifiedName,
        display_phone_number: this.options.displayPhoneNumber,
      });
    if (request.method === 'GET' && path.startsWith('/files/'))
      return readMedia(path.slice('/files/'.length), response, this.memory);
    if (request.method === 'GET') return describeMedia(path.slice(1), response, this.memory, this.baseUrl);
    send(response, 404, graphError(100, 'Unsupported request.'));
  }

  protected override notify(message: Accepted): void {
    super.notify(message);
    void this.report(message);
  }

  /** Reports in order, each again until the channel has taken it, until the stand-in is closed. */
  private async report(message: Accepted): Promise<void> {
    const ended = new AbortController();
    this.reports.add(ended);
    for (const status of this.options.webhookUrl ? this.options.statuses : []) {
      await pause(this.options.statusDelayMs, ended.signal);
      await this.deliverUntilTaken({ statuses: [statusOf(message, status)] }, ended.signal);
    }
    this.reports.delete(ended);
  }

  private async deliverUntilTaken(value: ChangeValue, ended: AbortSignal): Promise<void> {
    for (let attempt = 0; attempt < 20 && !ended.aborted; attempt++) {
      if ((await this.deliver(value).catch(() => 0)) === 200) return;
      await pause(Math.min(100 * 2 ** attempt, 5_000), ended);
    }
  }
}

/** A pause that a closing stand-in cuts short. */
async function pause(ms: number, ended: AbortSignal): Promise<void> {
  if (ms === 0 || ended.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    ended.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
