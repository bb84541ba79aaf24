import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { StandInServer, formOf, postHook, send } from '../stand-in/index.js';
import { acceptMessage } from './accept-message.js';
import type { Platform } from './content-rules.js';
import { graphError } from './graph-error.js';
import { type PageEvent, type Person, echoFrom, signedBatch } from './page-events.js';
import { PageMemory, type PageMessage } from './page-memory.js';

/** The page, or the account at Instagram, that the stand-in plays, and where it reports to. */
export interface PageApiOptions {
  platform?: Platform;
  /** The id of the page or account, and its token. */
  pageId: string;
  pageAccessToken: string;
  appSecret: string;
  pageName?: string;
  /** The people whose names it tells. */
  people?: Person[];
  /** Whether each message of the page comes back as an echo. */
  echoes?: boolean;
  /** Path below which the API answers, of the same form as Meta's version prefix. */
  prefix?: string;
  /** The channel's webhook address; without it nothing is reported. */
  webhookUrl?: string;
  /** Where it is reached when it does not listen by itself. */
  baseUrl?: string;
}

/**
 * Stands in for Meta's API of one page or account: takes messages within their window and files, tells names, holds
 * what the app is subscribed to, reports by signed webhooks, and misbehaves on demand.
 */
export class PageApi extends StandInServer<PageMessage> {
  readonly memory = new PageMemory();
  /** The fields that the app has subscribed to. */
  subscribed: string[] = [];
  protected readonly ownFault = graphError(1, 'An unknown error has occurred.');
  readonly options: PageApiOptions & Required<Pick<PageApiOptions, 'platform' | 'prefix' | 'people' | 'pageName'>>;

  constructor(options: PageApiOptions) {
    super();
    this.options = { platform: 'messenger', prefix: '/v26.0', people: [], pageName: 'Playground', ...options };
  }

  /** What a channel takes as its `apiBaseUrl`. */
  get baseUrl(): string {
    return this.options.baseUrl ?? this.ownAddress + this.options.prefix;
  }

  /** Everything accepted so far, oldest first. */
  get accepted(): readonly PageMessage[] {
    return this.memory.accepted;
  }

  /** Where the channel listens, once it is known. */
  reportTo(webhookUrl: string): void {
    this.options.webhookUrl = webhookUrl;
  }

  /** Delivers events in one batch as Meta would; resolves with the status that the channel answered. */
  deliver(...events: PageEvent[]): Promise<number> {
    const { webhookUrl } = this.options;
    if (!webhookUrl) throw new Error('The stand-in has no webhook address yet');
    for (const { person, isEcho, at = Date.now() } of events) if (!isEcho) this.memory.noteWritten(person, at);
    const { body, headers } = signedBatch(this.options, events);
    return postHook(webhookUrl, body, headers);
  }

  protected async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://graph');
    const { prefix, pageId, pageAccessToken } = this.options;
    const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : '';
    // Files are at a public address, signed by Meta.
    if (request.method === 'GET' && path.startsWith('/files/')) return this.file(path.slice(7), response);
    if (this.options.platform === 'instagram' && path === '/refresh_access_token')
      return this.renew(searchParams, response);
    if (request.headers.authorization !== `Bearer ${pageAccessToken}`)
      return send(response, 401, graphError(190, 'Invalid OAuth access token.'));
    const own = `/${pageId}`;
    const asked = `${request.method} ${path}`;
    if (asked === `POST ${own}/messages`)
      return acceptMessage(request, response, this.memory, {
        platform: this.options.platform,
        misbehaviour: this.nextMisbehaviour(),
        notify: (message) => this.notify(message),
      });
    if (asked === `POST ${own}/message_attachments`) return this.upload(request, response);
    if (asked === `POST ${own}/subscribed_apps`) return this.subscribe(searchParams.get('subscribed_fields'), response);
    if (asked === `GET ${own}/subscribed_apps`)
      return send(response, 200, { data: [{ name: 'Waypost', subscribed_fields: this.subscribed }] });
    if (asked === `GET ${own}`) return send(response, 200, { id: pageId, name: this.options.pageName });
    const person = this.options.people.find(({ id }) => asked === `GET /${id}`);
    if (person) return send(response, 200, person);
    send(response, 400, graphError(100, 'Unsupported request.', 33));
  }

  /** A token is replaced by one of 60 days; the former one ends here at once, so that a channel shows which it has. */
  private renew(query: URLSearchParams, response: ServerResponse): void {
    if (query.get('access_token') !== this.options.pageAccessToken || query.get('grant_type') !== 'ig_refresh_token')
      return send(response, 400, graphError(190, 'Error validating access token: Session has expired'));
    this.options.pageAccessToken = `renewed ${randomUUID()}`;
    send(response, 200, { access_token: this.options.pageAccessToken, token_type: 'bearer', expires_in: 5_183_944 });
  }

  private subscribe(fields: string | null, response: ServerResponse): void {
    this.subscribed = (fields ?? '').split(',').filter(Boolean);
    send(response, 200, { success: true });
  }

  private async upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = (await formOf(request)).get('filedata');
    if (!(file instanceof Blob)) return send(response, 400, graphError(100, 'filedata is required'));
    const bytes = Buffer.from(await file.arrayBuffer());
    const { id } = this.memory.keep({ name: file.name, contentType: file.type, bytes });
    send(response, 200, { attachment_id: id });
  }

  private file(id: string, response: ServerResponse): void {
    const file = this.memory.file(id);
    if (!file) return send(response, 404, {});
    response.writeHead(200, { 'content-type': file.contentType }).end(file.bytes);
  }

  /**
   * Every message comes back to all apps that listen: at Messenger with the mark of the one that sent it, at Instagram
   * without any.
   */
  protected override notify(message: PageMessage): void {
    super.notify(message);
    if (!this.options.echoes || !this.options.webhookUrl) return;
    const { message: said } = message.body as { message: { text?: string; attachment?: object } };
    const { text, attachment } = said;
    const content =
      this.options.platform === 'messenger'
        ? { app_id: 1_517_776_481_860_111, ...said }
        : { ...(text !== undefined && { text }), ...(attachment && { attachments: [attachment] }) };
    void this.deliver(echoFrom(message.recipient, content, message.id)).catch(() => 0);
  }
}
