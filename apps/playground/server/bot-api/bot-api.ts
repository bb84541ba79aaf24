import type { IncomingMessage, ServerResponse } from 'node:http';
import { asciiJson, postHook, send, StandInServer } from '../stand-in/index.js';
import { acceptMessage, readParams } from './accept-message.js';
import { BotMemory, type Sent } from './bot-memory.js';
import { type Bot, botError, botFields, ok } from './bot-payloads.js';

/** The bot that the stand-in plays, and where it reports to. */
export interface BotApiOptions {
  botToken: string;
  /** The secret that was given along when the webhook was set. */
  webhookSecret: string;
  bot?: Bot;
  /** Path below which the API answers; Telegram's own has none. */
  prefix?: string;
  /** The channel's webhook address. */
  webhookUrl?: string;
  /** Where it is reached when it does not listen by itself. */
  baseUrl?: string;
}

const sending = ['sendMessage', 'sendPhoto', 'sendDocument'];

/**
 * Stands in for Telegram's Bot API for one bot: takes messages and files, serves files, delivers updates, and
 * misbehaves on demand.
 */
export class BotApi extends StandInServer<Sent> {
  readonly memory = new BotMemory();
  protected readonly ownFault = botError(500, 'Internal Server Error');
  readonly options: BotApiOptions & { bot: Bot; prefix: string };

  constructor(options: BotApiOptions) {
    super();
    this.options = {
      bot: { id: 7_000_000_001, name: 'Playground', username: 'playground_bot' },
      prefix: '',
      ...options,
    };
  }

  /** What a channel takes as its `apiBaseUrl`. */
  get baseUrl(): string {
    return this.options.baseUrl ?? this.ownAddress + this.options.prefix;
  }

  /** Everything accepted so far, oldest first. */
  get accepted(): readonly Sent[] {
    return this.memory.accepted;
  }

  /** Delivers an update as Telegram does; resolves with the status the channel answered. */
  deliver(update: object): Promise<number> {
    const { webhookUrl, webhookSecret } = this.options;
    if (!webhookUrl) throw new Error('The stand-in has no webhook address yet');
    return postHook(webhookUrl, asciiJson({ update_id: this.memory.nextId(), ...update }), {
      'x-telegram-bot-api-secret-token': webhookSecret,
    });
  }

  /** Where the channel listens, once it is known. */
  reportTo(webhookUrl: string): void {
    this.options.webhookUrl = webhookUrl;
  }

  protected async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bots');
    const path = pathname.startsWith(`${this.options.prefix}/`)
      ? decodeURIComponent(pathname.slice(this.options.prefix.length))
      : '';
    const [, files, token, rest] = /^(\/file)?\/bot([^/]+)\/(.+)$/.exec(path) ?? [];
    if (!token || !rest) return send(response, 404, botError(404, 'Not Found'));
    if (token !== this.options.botToken) return send(response, 401, botError(401, 'Unauthorized'));
    return files ? this.readFile(rest, response) : this.call(rest, request, response, searchParams);
  }

  private async call(
    method: string,
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): Promise<void> {
    const { bot } = this.options;
    if (method === 'getMe') return send(response, 200, ok(botFields(bot)));
    const params = await readParams(request, query);
    if (method === 'setWebhook') return this.setWebhook(params.fields, response);
    if (method === 'deleteWebhook') return this.setWebhook({}, response);
    if (method === 'getWebhookInfo') return send(response, 200, ok({ url: this.options.webhookUrl ?? '' }));
    if (method === 'getFile') return this.describeFile(params.fields['file_id'] ?? '', response);
    if (!sending.includes(method)) return send(response, 404, botError(404, 'Not Found'));
    await acceptMessage(method, params, response, {
      bot,
      memory: this.memory,
      misbehaviour: () => this.nextMisbehaviour(),
      notify: (message) => this.notify(message),
    });
  }

  private setWebhook({ url = '', secret_token: secret = '' }: Record<string, string>, response: ServerResponse): void {
    if (!/^[\w-]{0,256}$/.test(secret))
      return send(response, 400, botError(400, 'Bad Request: secret token contains unallowed characters'));
    Object.assign(this.options, { webhookUrl: url, webhookSecret: secret });
    send(response, 200, ok(true));
  }

  private describeFile(id: string, response: ServerResponse): void {
    const file = this.memory.file(id);
    if (!file) return send(response, 400, botError(400, 'Bad Request: invalid file_id'));
    send(
      response,
      200,
      ok({ file_id: id, file_unique_id: id.slice(-16), file_size: file.bytes.length, file_path: file.path }),
    );
  }

  private readFile(path: string, response: ServerResponse): void {
    const file = this.memory.fileAt(path);
    if (!file) return send(response, 404, botError(404, 'Not Found'));
    response.writeHead(200, { 'content-type': file.contentType, 'content-length': file.bytes.length }).end(file.bytes);
  }
}
