import type { Capabilities, ChannelSign } from '#libs/contracts';
import type { z } from 'zod';
import type { AdapterTools } from './adapter-tools.js';
import type { Inbound, InboundAddress } from './inbound-values.js';
import type { OutboundMessage, SendResult } from './outbound-values.js';
import type { TemplateList } from './template-values.js';

export * from './adapter-tools.js';
export * from './inbound-values.js';
export * from './outbound-values.js';
export * from './template-values.js';

/** A webhook request with the unparsed body. */
export interface RawRequest {
  method: 'GET' | 'POST';
  headers: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
  body: Buffer;
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
  /** Where the provider delivers to this channel. */
  webhookUrl: string;
}

/**
 * The webhook that the channels of one provider's app may share, besides their own: `/hooks/{name}`. What it delivers
 * is read before it is verified, only to find whose secret it has to be signed with.
 */
export interface AppHook<S> {
  name: string;
  /** The id of the channel's account, by which deliveries name it. */
  account(settings: S): string;
  /** What the provider has to know for its first request to be answered. */
  verifyToken(settings: S): string;
  /** The accounts of this kind that a delivery is about. */
  accountsIn(delivery: unknown): string[];
  /** What a delivery says of one account. */
  partOf(delivery: unknown, account: string): unknown;
}

/** What is known of the installation when a channel is explained. */
export interface Installation {
  /** Origin without a trailing slash. */
  publicUrl: string;
  /** The name under which the listener for mail takes mail, and its port on this machine. */
  mailHost: string;
  mailPort: number;
  /** Whether it has a server for outgoing mail, which channels use that name none. */
  sendsMail: boolean;
}

/** What an admin has to do or to know until a channel works, by its name in the texts of the kind. */
export interface SetUpStep {
  name: string;
  level?: 'warning';
  values?: Record<string, string>;
}

/** What a check found. The message is shown to the admin. */
export interface Finding {
  ok: boolean;
  message: string;
  /** What it has shown to work. */
  proves?: { receiving?: boolean; sending?: boolean };
}

/** New values of settings and when they end, or why there are none; `denied`: those that there are have ended. */
export type Renewal = { settings: Record<string, unknown>; endsAt: Date } | { failure: string; denied?: boolean };

/**
 * A kind of channel. An adapter only translates values; it must not use Nest or the database.
 */
export interface ChannelAdapter<S = any> extends ChannelSign {
  /** Stored with each channel, ticket and message, and part of the webhook's address. Also the name of its folder. */
  type: string;
  /**
   * Its folder of texts, one file a language: `label`, and of each setting its name, `.hint` and, where it is a list,
   * `.add`; of each group of settings `group.` and its name, of each alert `alert.` and of each step `step.` and its
   * name. A language that is missing is read in English.
   */
  texts: URL;
  /**
   * Drawn as the settings form. A field's meta says more: `secret` is encrypted and write-only, `generated` is made
   * here when it is left empty, `multiline` is drawn higher, fields with one `group` are shown together, `unique` is a
   * field of which no two channels have the same value.
   */
  settings: z.ZodType<S>;
  capabilities: Capabilities;
  /**
   * Kinds of address by which it knows people. `email` (in lower case) and `phone` (E.164) are shared with other
   * channels and with orders: the same value is the same person. Any other kind is the channel's own, named after it.
   */
  identities: string[];
  /** What its provider may say of the account: the beginnings of the topics of its alerts, up to a slash. */
  alerts?: readonly string[];
  /** What a shop puts into its pages; `{origin}` and `{channelId}` are filled in. */
  snippet?: string;
  receive: 'webhook' | 'mail' | 'socket';
  /**
   * The address that an agent typed to write to first; null when it is none. Kinds without it wait for the customer's
   * first message.
   */
  readAddress?(typed: string): InboundAddress | null;
  /** The mail addresses of the channel, by which incoming mail is routed. */
  addresses?(settings: S): string[];
  mail?(settings: S): MailAccess;
  /** Whether the webhook is authentic. Called before anything is parsed. */
  verify?(request: RawRequest, context: ChannelContext<S>): boolean;
  /** The answer to the GET with which a provider verifies the webhook's URL; null refuses. */
  handshake?(request: RawRequest, context: ChannelContext<S>): string | null;
  appHook?: AppHook<S>;
  /** Whether `connect` tells the provider where to deliver, so that nobody has to enter it there. */
  setsWebhook?: true;
  parse?(body: Buffer, context: ChannelContext<S>): Inbound[] | Promise<Inbound[]>;
  send?(message: OutboundMessage, context: ChannelContext<S>): Promise<SendResult>;
  /**
   * False where the echo of a message of ours carries no mark that we gave it: then only the provider's id shows that
   * it is ours, and an echo waits while what was sent to its recipient has no answer yet.
   */
  echoesAreMarked?: false;
  /** The templates that the provider has for the channel's account; needs `capabilities.templates`. Does not throw. */
  listTemplates?(context: ChannelContext<S>): Promise<TemplateList>;
  /** Throws `MediaFailure`. */
  fetchMedia?(mediaRef: string, context: ChannelContext<S>): Promise<{ bytes: Buffer; contentType: string }>;
  /**
   * The name of a person whose messages come without one; null when the provider does not tell. Throws while it cannot
   * be asked.
   */
  fetchName?(person: InboundAddress, context: ChannelContext<S>): Promise<string | null>;
  /** Exchanges credentials that end for such that end later. Does not throw. */
  renew?(context: ChannelContext<S>): Promise<Renewal>;
  /** Checks the credentials at the provider, and changes nothing there. */
  check?(context: ChannelContext<S>): Promise<Finding>;
  /** Sets the channel up at the provider, so that it delivers here, and checks it. Repeatable. */
  connect?(context: ChannelContext<S>): Promise<Finding>;
  /** Takes back what `connect` set up, so that the provider no longer delivers here. Repeatable; does not throw. */
  disconnect?(context: ChannelContext<S>): Promise<Finding>;
  /** Every step that `explain` may name. */
  steps?: readonly string[];
  /** What there is to do or to know with these settings, in the order in which it is to be read. */
  explain?(settings: S, channelId: string, installation: Installation): SetUpStep[];
  /** Whether a channel with these settings has no way to send at all. */
  cannotSend?(settings: S, installation: Installation): boolean;
}

/** Defines a kind of channel and infers its settings type. */
export const defineChannel = <S>(adapter: ChannelAdapter<S>): ChannelAdapter<S> => adapter;
