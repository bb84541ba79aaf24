import type { Capabilities, ChannelSign } from '#libs/contracts';
import type { z } from 'zod';

/** A file of a message: its bytes, or a provider's handle to fetch them later. */
export interface InboundFile {
  name: string;
  contentType: string;
  inline?: boolean;
  /** Content-ID in the mail's markup. */
  contentId?: string;
  bytes?: Uint8Array;
  /** Handle for `fetchMedia`, instead of the bytes. */
  mediaRef?: string;
}

/** A person's name and addresses, from a provider. */
export interface InboundSender {
  /** One of the adapter's kinds of identity, and the address of that kind. */
  kind: string;
  value: string;
  name?: string;
  /** Another address of the same person, which the provider vouches for. */
  alias?: { kind: string; value: string };
  /** Whether the provider vouches for the address (a WhatsApp number) or it is only claimed (a mail's From). */
  verified: boolean;
  locale?: string;
}

export interface InboundMessage {
  kind: 'message';
  /** The provider's id of the message, by which redeliveries are dropped. At most 250 characters. */
  externalId: string;
  sender: InboundSender;
  text: string;
  subject?: string;
  quoted?: string;
  /** Sanitised markup. */
  html?: string;
  hasRemoteImages?: boolean;
  files: InboundFile[];
  /** The provider's time of the message; shown, but not used for sorting. */
  sentAt?: Date;
  locale?: string;
  flags: string[];
  /** For a mail: what decides which ticket it joins. */
  thread?: {
    replyTokens: string[];
    messageIds: string[];
    participants: string[];
    /** Its own Message-ID, which an answer names. */ ownId?: string;
  };
  /** False when RFC 3834 or a similar convention forbids an automatic answer. */
  mayAutoReply: boolean;
  /** The message as received. */
  raw?: Uint8Array;
  replyTo?: string;
}

/** A provider's status of a message that we sent. */
export interface InboundStatus {
  kind: 'status';
  externalId: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  /** Our own id, when the provider returns it. Settles a send whose answer was lost. */
  correlationId?: string;
  /** The attempt that it belongs to, when the provider returns it with our id. */
  attempt?: number;
  recipient?: string;
  error?: string;
  at?: Date;
}

/** An edit or deletion by the contact; may arrive before the message. */
export interface InboundEdit {
  kind: 'edit';
  externalId: string;
  text?: string;
  deleted?: boolean;
}

/** A verified delivery that is not understood, to become a dead letter. */
export interface Unknown {
  kind: 'unknown';
  reason: string;
  /** The part that was not understood, as received; at most 8,000 characters. */
  part?: string;
}

export type Inbound = InboundMessage | InboundStatus | InboundEdit | Unknown;

/** A webhook request with the unparsed body. */
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
  /** Number of this attempt to send, from 1. */
  attempt: number;
  recipient: { kind: string; value: string; name?: string };
  text: string;
  subject: string;
  files: OutboundFile[];
  /**
   * Parts that earlier tries have sent: a message with files may be several at the provider, and a retry continues
   * after these.
   */
  partsSent: number;
  authorName: string | null;
  automatic: boolean;
  /** The thread's Message-IDs, oldest first, and the token that a reply's address contains. */
  thread: { messageId: string; inReplyTo?: string; references: string[]; replyToken: string };
  locale: string | null;
}

/** The result of a send. Return `unknown` whenever the provider may have the message: then it is not retried. */
export type SendResult =
  | { outcome: 'sent'; externalId: string }
  | { outcome: 'unknown'; reason: string; partsSent?: number }
  | { outcome: 'retry'; reason: string; partsSent?: number; afterSeconds?: number }
  | { outcome: 'failed'; reason: string; partsSent?: number };

/** The only network access of an adapter: refuses private addresses, limits time and bytes. */
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
/**
 * Thrown by a guarded fetch. `written`: the server may have received the request; `refused`: its address is not
 * allowed.
 */
export interface FetchFailure extends Error {
  written: boolean;
  refused?: boolean;
}

/** Thrown by `fetchMedia`. `gone`: a retry cannot succeed. */
export class MediaFailure extends Error {
  constructor(
    message: string,
    readonly gone: boolean,
  ) {
    super(message);
  }
}

/** What a mail adapter needs to send mail and to recognise ours. */
export interface MailTools {
  /** The installation's server for outgoing mail. */
  smtpUrl?: string;
  /** Signs our Message-IDs. */
  messageIdKey: string | Buffer;
  /** Resolves a server from the settings. Rejects with `refused` when the address is not allowed. */
  resolve(host: string, port: number): Promise<string>;
}

/** What an adapter may use. */
export interface AdapterTools {
  fetch: GuardedFetch;
  now: () => Date;
  mail: MailTools;
}

/** How a channel receives mail: its mailbox, if any, and which server's sender authentication is trusted. */
export interface MailAccess {
  mailbox?: { host: string; port: number; secure: boolean; user: string; password: string; name: string };
  /** Name of the mail server whose Authentication-Results are trusted. */
  trustedAuthserv?: string;
}

export interface ChannelContext<S> {
  channelId: string;
  settings: S;
  tools: AdapterTools;
}

/**
 * A kind of channel. An adapter only translates values; it must not use Nest or the database.
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
   * higher, fields with one `group` are shown together, `unique` is a field of which no two channels have the same
   * value.
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
  /** The mail addresses of the channel, by which incoming mail is routed. */
  addresses?(settings: S): string[];
  mail?(settings: S): MailAccess;
  /** Whether the webhook is authentic. Called before anything is parsed. */
  verify?(request: RawRequest, context: ChannelContext<S>): boolean;
  /** The answer to the GET with which a provider verifies the webhook's URL; null refuses. */
  handshake?(request: RawRequest, context: ChannelContext<S>): string | null;
  parse?(body: Buffer, context: ChannelContext<S>): Inbound[] | Promise<Inbound[]>;
  send?(message: OutboundMessage, context: ChannelContext<S>): Promise<SendResult>;
  /** Throws `MediaFailure`. */
  fetchMedia?(mediaRef: string, context: ChannelContext<S>): Promise<{ bytes: Buffer; contentType: string }>;
  /** Checks the credentials at the provider. The message is shown to the admin. */
  check?(context: ChannelContext<S>): Promise<{ ok: boolean; message: string }>;
}

/** Defines a kind of channel and infers its settings type. */
export const defineChannel = <S>(adapter: ChannelAdapter<S>): ChannelAdapter<S> => adapter;
