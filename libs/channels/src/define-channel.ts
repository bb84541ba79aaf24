import type { Capabilities, ChannelSign } from '#libs/contracts';
import type { z } from 'zod';

/** A file that came with a message: the bytes themselves, or a provider's handle to fetch them by later. */
export interface InboundFile {
  name: string;
  contentType: string;
  inline?: boolean;
  /** Content-ID by which a mail's markup refers to it. */
  contentId?: string;
  bytes?: Uint8Array;
  /** Handle for `fetchMedia`, when the bytes are not here yet. */
  mediaRef?: string;
}

/** What a provider said a person is called and reached by. */
export interface InboundSender {
  /** One of the adapter's kinds of identity, and the address of that kind. */
  kind: string;
  value: string;
  name?: string;
  /** Another address of the same person, which the provider says with this one and vouches for. */
  alias?: { kind: string; value: string };
  /** Whether the provider vouches for the address (a WhatsApp number) or it is only claimed (a mail's From). */
  verified: boolean;
  locale?: string;
}

export interface InboundMessage {
  kind: 'message';
  /** The provider's id of the message: what makes a redelivery a duplicate. At most 250 characters. */
  externalId: string;
  sender: InboundSender;
  text: string;
  subject?: string;
  quoted?: string;
  /** Sanitised markup. */
  html?: string;
  hasRemoteImages?: boolean;
  files: InboundFile[];
  /** When the provider says it was written; shown, never sorted by. */
  sentAt?: Date;
  locale?: string;
  flags: string[];
  /** Of a mail: what decides which ticket it belongs to. */
  thread?: {
    replyTokens: string[];
    messageIds: string[];
    participants: string[];
    /** Its own Message-ID, which an answer names. */ ownId?: string;
  };
  /** False when RFC 3834 or its kin forbid an automatic answer. */
  mayAutoReply: boolean;
  /** Kept as it came, to be shown when it could not be parsed. */
  raw?: Uint8Array;
  replyTo?: string;
}

/** A provider's word on a message of ours. */
export interface InboundStatus {
  kind: 'status';
  externalId: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  /** Our own id, where the provider hands it back: settles a send whose answer was lost. */
  correlationId?: string;
  recipient?: string;
  error?: string;
  at?: Date;
}

/** An edit or deletion by the customer; may come before its original. */
export interface InboundEdit {
  kind: 'edit';
  externalId: string;
  text?: string;
  deleted?: boolean;
}

/** What was delivered and verified but is not understood: kept as a dead letter. */
export interface Unknown {
  kind: 'unknown';
  reason: string;
  /** The part that was not understood, as it came; at most 8,000 characters. */
  part?: string;
}

export type Inbound = InboundMessage | InboundStatus | InboundEdit | Unknown;

/** A webhook as it came, body unparsed. */
export interface RawRequest {
  method: 'GET' | 'POST';
  headers: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
  body: Buffer;
}

export interface OutboundFile {
  name: string;
  contentType: string;
  bytes: Buffer;
}

export interface OutboundMessage {
  /** Our id of the message. */
  id: string;
  /** Number of this attempt at sending, from 1. */
  attempt: number;
  recipient: { kind: string; value: string; name?: string };
  text: string;
  subject: string;
  files: OutboundFile[];
  /** Parts that earlier tries got through, 0 at first: where a message with files is several at the provider, a retry goes on after them. */
  partsSent: number;
  authorName: string | null;
  automatic: boolean;
  /** Our own and the customer's Message-IDs of the thread, oldest first, and the token that proves a reply. */
  thread: { messageId: string; inReplyTo?: string; references: string[]; replyToken: string };
  locale: string | null;
}

/** How a send ended. `unknown` is said whenever the provider may have taken the message: it is never sent again blindly. */
export type SendResult =
  | { outcome: 'sent'; externalId: string }
  | { outcome: 'unknown'; reason: string; partsSent?: number }
  | { outcome: 'retry'; reason: string; partsSent?: number; afterSeconds?: number }
  | { outcome: 'failed'; reason: string; partsSent?: number };

/** The only way out for an adapter: refuses private addresses, caps time and bytes. */
export type GuardedFetch = (
  url: string,
  init?: {
    method?: string;
    headers?: Record<string, string>;
    body?: string | Uint8Array | FormData;
    timeoutMs?: number;
    maxBytes?: number;
  },
) => Promise<GuardedResponse>;
export interface GuardedResponse {
  status: number;
  headers: Headers;
  body: Buffer;
}
/** Thrown by a guarded fetch. `written` tells whether the request may have reached the other side, `refused` that its address is not allowed. */
export interface FetchFailure extends Error {
  written: boolean;
  refused?: boolean;
}

/** Thrown by `fetchMedia`. `gone` tells that trying again will not help. */
export class MediaFailure extends Error {
  constructor(
    message: string,
    readonly gone: boolean,
  ) {
    super(message);
  }
}

/** What an adapter needs to send and know mail. */
export interface MailTools {
  /** The installation's server for outgoing mail. */
  smtpUrl?: string;
  /** Seals the Message-IDs that we make. */
  messageIdKey: string | Buffer;
  /** The address of a server that settings name; rejects with `refused` when the rules do not allow it. */
  resolve(host: string, port: number): Promise<string>;
}

/** What an adapter may use. */
export interface AdapterTools {
  fetch: GuardedFetch;
  now: () => Date;
  mail: MailTools;
}

/** Of a channel that receives mail: the mailbox to fetch from, if any, and whose word on senders counts. */
export interface MailAccess {
  mailbox?: { host: string; port: number; secure: boolean; user: string; password: string; name: string };
  /** Name of the mail server whose Authentication-Results are believed. */
  trustedAuthserv?: string;
}

export interface ChannelContext<S> {
  channelId: string;
  settings: S;
  tools: AdapterTools;
}

/**
 * A kind of channel: values in, values out. An adapter translates and never orchestrates; it knows no Nest and no database.
 */
export interface ChannelAdapter<S = any> extends ChannelSign {
  /** Stored with each channel, ticket and message, and part of the webhook's address. Also the name of its folder. */
  type: string;
  /**
   * Its folder of texts, one file a language: `label`, and of each setting its name, `.hint` and, where it is a list,
   * `.add`; of each group of settings `group.` and its name. A language that is missing is read in English.
   */
  texts: URL;
  /**
   * Drawn as the settings form. A field's meta says more: `secret` is encrypted and write-only, `multiline` is drawn
   * higher, `group` stands apart with its like, `unique` is a field of which no two channels have the same value.
   */
  settings: z.ZodType<S>;
  capabilities: Capabilities;
  /**
   * Kinds of address by which it knows people. `email` (in lower case) and `phone` (E.164) are shared with other
   * channels and with orders: the same value is the same person. Any other kind is the channel's own, named after it.
   */
  identities: string[];
  /** What a shop puts into its pages; `{origin}` and `{channelId}` are filled in. */
  snippet?: string;
  receive: 'webhook' | 'mail' | 'socket';
  /** Addresses (kind mail) by which incoming mail finds the channel. */
  addresses?(settings: S): string[];
  mail?(settings: S): MailAccess;
  /** Whether the webhook is the provider's own; said before anything is parsed. */
  verify?(request: RawRequest, context: ChannelContext<S>): boolean;
  /** The answer to a provider's GET that asks whether the URL is ours; null refuses. */
  handshake?(request: RawRequest, context: ChannelContext<S>): string | null;
  parse?(body: Buffer, context: ChannelContext<S>): Inbound[] | Promise<Inbound[]>;
  send?(message: OutboundMessage, context: ChannelContext<S>): Promise<SendResult>;
  /** Throws `MediaFailure`. */
  fetchMedia?(mediaRef: string, context: ChannelContext<S>): Promise<{ bytes: Buffer; contentType: string }>;
  /** Tries the credentials at the provider; the message is for people. */
  check?(context: ChannelContext<S>): Promise<{ ok: boolean; message: string }>;
}

/** Keeps an adapter's own settings type. */
export const defineChannel = <S>(adapter: ChannelAdapter<S>): ChannelAdapter<S> => adapter;
