import { randomBytes, randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { type ReadyChannel, adapterOf, newReplyToken, ownMessageId, sealSettings, splitSecrets } from '#libs/channels';
import { loadConfig, newId, Secrets } from '#libs/platform';
import { BotApi } from '../../../apps/playground/server/bot-api/index.js';
import { GraphApi } from '../../../apps/playground/server/graph-api/index.js';
import { SmtpSink } from '../../support/mail/smtp-sink.js';
import type { EarlierVersion, Row } from './earlier-version.js';

export type ChannelType = 'whatsapp' | 'telegram' | 'email' | 'widget';

const whatsapp = {
  phoneNumberId: '106540352242922',
  accessToken: 'an access token',
  appSecret: 'an app secret',
  verifyToken: 'a verify token',
};
const telegram = { botToken: '7000000001:a-bot-token-for-this-test-only-abcdefg', webhookSecret: 'a-webhook-secret' };
const kinds = { whatsapp: 'phone', telegram: 'telegram', email: 'email', widget: 'visitor' } as const;
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
let next = 0;

export interface Ticket {
  id: string;
  type: ChannelType;
  contactId: string;
  /** Where answers go. */
  to: string;
}

/**
 * A shop of the earlier version, with a channel of each kind whose providers are stand-ins, and the means to have it
 * leave work behind.
 */
export class ShopOfBefore {
  readonly workspaceId = newId();
  readonly agentId = newId();
  readonly storeId = newId();
  readonly email = 'ada@shop.example';
  readonly password = 'a-long-enough-password';
  readonly channels: Record<ChannelType, string> = {
    whatsapp: newId(),
    telegram: newId(),
    email: newId(),
    widget: newId(),
  };

  private constructor(
    readonly earlier: EarlierVersion,
    private readonly secrets: Secrets,
    readonly graph: GraphApi,
    readonly bot: BotApi,
    readonly sink: SmtpSink,
  ) {}

  static async open(earlier: EarlierVersion, secretKey: string): Promise<ShopOfBefore> {
    const graph = await new GraphApi(whatsapp).listen();
    const bot = await new BotApi(telegram).listen();
    const secrets = new Secrets(loadConfig({ SECRET_KEY: secretKey }));
    const shop = new ShopOfBefore(earlier, secrets, graph, bot, await SmtpSink.open());
    await shop.found();
    return shop;
  }

  async close(): Promise<void> {
    await this.graph.close();
    await this.bot.close();
    await this.sink.close();
  }

  /** A ticket that its contact began an hour ago. */
  async ticket(type: ChannelType): Promise<Ticket> {
    const n = next++;
    const to = {
      whatsapp: `+4915100000${String(n).padStart(3, '0')}`,
      telegram: String(900_000 + n),
      email: `buyer-${n}@buyer.example`,
      widget: `visitor-${randomBytes(8).toString('hex')}`,
    }[type];
    const ticket = { id: newId(), type, contactId: newId(), to };
    await this.put('contacts', { id: ticket.contactId, name: `Buyer ${n}` });
    await this.put('contact_identities', {
      id: newId(),
      contact_id: ticket.contactId,
      kind: kinds[type],
      value: to,
      verified: type !== 'widget',
    });
    await this.put('tickets', {
      id: ticket.id,
      number: 2_000 + n,
      subject: `Ticket ${n}`,
      channel_id: this.channels[type],
      channel_type: type,
      contact_id: ticket.contactId,
      recipient_kind: kinds[type],
      recipient_value: to,
      reply_token: newReplyToken(),
      last_seq: 10,
      last_inbound_seq: 1,
      change_seq: 10,
      last_inbound_at: ago(3_600),
      created_at: ago(3_600),
    });
    return ticket;
  }

  /** A message of ours on a ticket, as the earlier version kept it. */
  async message(ticket: Ticket, text: string, more: Row = {}): Promise<string> {
    const id = (more['id'] as string | undefined) ?? newId();
    await this.put('messages', {
      id,
      ticket_id: ticket.id,
      seq: 2,
      change_seq: 2,
      direction: 'outbound',
      visibility: 'public',
      author_kind: 'agent',
      author_id: this.agentId,
      author_name: 'Ada',
      channel_id: this.channels[ticket.type],
      channel_type: ticket.type,
      text,
      delivery_status: 'queued',
      delivery_attempt: 1,
      deliver_after: ago(60),
      ...more,
    });
    return id;
  }

  /** An answer in the chat that its visitor, who left an address, has not read. */
  async unread(ticket: Ticket, text: string, more: Row = {}, message: Row = {}): Promise<string> {
    const seq = Number(message['seq'] ?? 2);
    const id = await this.message(ticket, text, { delivery_status: 'sent', sent_at: ago(60), ...message });
    await this.put('unread_answers', { message_id: id, ticket_id: ticket.id, seq, due_at: ago(5), ...more });
    return id;
  }

  async claim({ contactId }: Ticket, address: string): Promise<void> {
    await this.put('contact_claims', { id: newId(), contact_id: contactId, kind: 'email', value: address });
  }

  /** News of an order, for the buyer with this address. */
  async notice(email: string, more: Row = {}): Promise<string> {
    const orderId = newId();
    await this.put('orders', {
      id: orderId,
      store_id: this.storeId,
      external_id: randomUUID(),
      number: `N-${next++}`,
      email,
      locale: 'en',
      currency: 'EUR',
      source_status: 'shipped',
      status: 'shipped',
    });
    const id = newId();
    await this.put('contact_notices', this.noticeRow(id, orderId, more));
    return id;
  }

  /** Orders that left ten days ago and were promised for five days ago; nothing has been heard of them since. */
  async lateOrders(count: number, domain: string): Promise<void> {
    const values = [this.workspaceId, this.storeId, count, domain];
    await this.earlier.query(
      `insert into orders (workspace_id, id, store_id, external_id, number, email, locale, currency, source_status, status, promised_at, source_updated_at, created_at)
       select $1, gen_random_uuid(), $2, 'LATE-' || n, 'LATE-' || n, 'late-' || n || '@' || $4, 'en', 'EUR', 'shipped', 'shipped', now() - interval '5 days', now() - interval '10 days', now() - interval '12 days'
       from generate_series(1, $3::int) n`,
      values,
    );
    await this.earlier.query(
      `insert into shipments (workspace_id, id, order_id, external_id, number, status, shipped_at, source_updated_at)
       select workspace_id, gen_random_uuid(), id, replace(number, 'LATE', 'JD'), replace(number, 'LATE', 'JD'), 'shipped', now() - interval '10 days', now() - interval '10 days'
       from orders where workspace_id = $1 and email like '%@' || $2`,
      [this.workspaceId, domain],
    );
  }

  noticeRow(id: string, orderId: string, more: Row = {}): Row {
    return {
      workspace_id: this.workspaceId,
      id,
      order_id: orderId,
      kind: 'shipped',
      reply_token: newReplyToken(),
      due_at: ago(5),
      ...more,
    };
  }

  /** An event that the relay has not worked off yet. */
  async event(type: string, ticketId: string | null, payload: Row): Promise<void> {
    const lane = parseInt((ticketId ?? this.workspaceId).slice(-4), 16) % 16;
    await this.put('outbox_events', { lane, type, ticket_id: ticketId, payload });
  }

  async put(table: string, row: Row): Promise<void> {
    await this.earlier.insert(table, { workspace_id: this.workspaceId, ...row });
  }

  /** The Message-ID that a mail had, or will have. */
  mailIdOf(id: string, attempt = 1): string {
    return ownMessageId(this.secrets.key('message-id'), id, attempt, 'shop.example');
  }

  mailsTo(address: string): string[] {
    return this.sink.mails.filter(({ to }) => to.includes(address)).map(({ raw }) => raw);
  }

  /** Texts that reached a contact through a chat provider. */
  textsTo({ type, to }: Ticket): string[] {
    if (type === 'telegram')
      return this.bot.accepted.filter(({ chatId }) => chatId === to).map(({ text, file }) => file?.name ?? text);
    const bodies = this.graph.accepted.filter(({ recipient }) => `+${recipient}` === to).map(({ body }) => body);
    return bodies.map((body) => {
      const { text, document } = body as { text?: { body: string }; document?: { filename: string } };
      return text?.body ?? document?.filename ?? JSON.stringify(body);
    });
  }

  private async found(): Promise<void> {
    const accountId = newId();
    await this.earlier.insert('workspaces', { id: this.workspaceId, name: 'Shop of before' });
    const account = { id: accountId, email: this.email, password_hash: await hash(this.password) };
    await this.earlier.insert('accounts', { ...account, last_workspace_id: this.workspaceId });
    await this.put('agents', {
      id: this.agentId,
      account_id: accountId,
      name: 'Ada',
      email: this.email,
      role: 'admin',
    });
    await this.put('ticket_counters', { last_number: 9_000 });
    await this.put('stores', {
      id: this.storeId,
      name: 'Havn & Holm',
      platform: 'other',
      time_zone: 'UTC',
      locale: 'en',
      currency: 'EUR',
    });
    const settings: Record<ChannelType, Record<string, unknown>> = {
      whatsapp: { ...whatsapp, apiBaseUrl: this.graph.baseUrl },
      telegram: { ...telegram, apiBaseUrl: this.bot.baseUrl },
      email: { address: 'support@shop.example', smtpHost: '127.0.0.1', smtpPort: this.sink.port },
      widget: {},
    };
    for (const [type, id] of Object.entries(this.channels) as [ChannelType, string][])
      await this.channel(type, id, settings[type]);
    await this.earlier.insert('channel_addresses', {
      address: 'support@shop.example',
      channel_id: this.channels.email,
      workspace_id: this.workspaceId,
    });
  }

  private async channel(type: ReadyChannel['type'], id: string, settings: Record<string, unknown>): Promise<void> {
    const split = splitSecrets(adapterOf(type)!.settings, settings);
    const secrets = sealSettings(this.secrets, id, split.secrets);
    await this.put('channels', { id, type, name: type, settings: split.open, secrets });
    await this.earlier.insert('channel_routes', { channel_id: id, workspace_id: this.workspaceId, type });
  }
}
