import { z } from 'zod';
import { Id, Instant, Line, Locale, PageQuery, page } from './common.js';
import { endpoint } from './endpoint.js';

/** What a kind of channel can do. The core reads these and never compares kinds. */
export const Capabilities = z.object({
  /** Hours after the customer's last message within which a free reply may be sent; null: always. */
  replyWindowHours: z.number().nullable(),
  /** The same for a person's answer, where the channel's setting `humanAgent` says that the shop has this right. */
  personWindowHours: z.number().optional(),
  /**
   * Messages join a ticket by `thread`, which may have several senders and which an agent may start (mail), or by
   * `contact`, who writes first (chat).
   */
  joins: z.enum(['thread', 'contact']),
  maxTextLength: z.number().int(),
  /** Where a text is measured in bytes of UTF-8 as well. */
  maxTextBytes: z.number().int().optional(),
  /** Raw messages are stored and can be downloaded. */
  keepsOriginal: z.boolean(),
  /**
   * What a message proves to belong to its author: a mail address, a phone number, an account in the shop; null:
   * nothing.
   */
  proves: z.enum(['email', 'phone', 'account']).nullable(),
  /** Its provider approves templates, which may be sent also when free answers are over. */
  templates: z.boolean().optional(),
});
export type Capabilities = z.infer<typeof Capabilities>;

const Colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/);
/** How a kind of channel is drawn. */
export const ChannelSign = z.object({
  /** SVG path of an icon, stroked, in a box of 24 by 24. */
  glyph: z.array(z.string()),
  /** Its colours on light and on dark backgrounds. */
  ink: z.object({ light: Colour, dark: Colour }),
});
export type ChannelSign = z.infer<typeof ChannelSign>;

/**
 * The JSON Schema of settings, for the form. Secrets have `secret: true`; `title` and `description` are in the
 * requested language.
 */
export const SettingsSchema = z.record(z.string(), z.unknown());

export const ChannelKind = ChannelSign.extend({
  type: z.string(),
  label: z.string(),
  capabilities: Capabilities,
  settings: SettingsSchema,
  /** The snippet for a shop's pages, with `{origin}` and `{channelId}` to replace; null when there is none. */
  snippet: z.string().nullable(),
  /** Whether its credentials can be checked at the provider. */
  canCheck: z.boolean(),
  /** Whether Waypost sets it up at the provider, by `connect`. */
  canConnect: z.boolean(),
  /** Connecting tells the provider the webhook's address; otherwise it is entered there by hand. */
  setsWebhook: z.boolean(),
  /** What its provider may say of the account, in words, by the beginning of an alert's topic. */
  alerts: z.record(z.string(), z.string()),
  /** What there is to do or to know until it works, in words with `{values}`, by a step's name. */
  steps: z.record(z.string(), z.string()),
});
/**
 * Where a channel stands: `archived` and `off` by an admin; `error` when it stopped working; `unconnected` while it is
 * known neither to receive nor to send; `waiting` when it sends and nothing has arrived yet; `receives-only` when it
 * has no way to send.
 */
export const ChannelState = z.enum(['active', 'receives-only', 'waiting', 'unconnected', 'error', 'off', 'archived']);
export type ChannelState = z.infer<typeof ChannelState>;
/** One thing to do or to know until a channel works. */
export const ChannelStep = z.object({
  /** One of the kind's `steps`. */
  name: z.string(),
  level: z.enum(['info', 'warning']),
  /** What stands in the place of the words in braces. */
  values: z.record(z.string(), z.string()),
});
export type ChannelStep = z.infer<typeof ChannelStep>;
/** What the provider says of the account behind a channel. */
export const ChannelAlert = z.object({
  /** One of the kind's `alerts`, and where there are several what it is about, after a slash. */
  topic: z.string(),
  level: z.enum(['error', 'warning', 'info']),
  /** The provider's word for it. */
  event: z.string(),
  detail: z.string().nullable(),
  at: Instant,
});
export const Channel = z.object({
  id: Id,
  type: z.string(),
  name: z.string(),
  storeId: Id.nullable(),
  teamId: Id.nullable(),
  active: z.boolean(),
  state: ChannelState,
  /** How it is connected, and what is still missing; empty for all but admins. */
  steps: z.array(ChannelStep),
  /** Secrets are write-only: each is true here when set, otherwise false. Only admins are given any settings. */
  settings: z.record(z.string(), z.unknown()),
  /** The last known error; null when it works. */
  error: z.object({ message: z.string(), since: Instant }).nullable(),
  /** The worst first, at most twenty. */
  alerts: z.array(ChannelAlert),
  /** When the credentials end, which are renewed before; null where that is not known or they do not. */
  credentialsEndAt: Instant.nullable(),
  createdAt: Instant,
  /** The URL for the provider's webhooks; null for kinds without webhooks, and for all but admins. */
  webhookUrl: z.string().nullable(),
  /** The URL that all channels of the provider's app may share, instead of it; null for kinds without one. */
  appWebhookUrl: z.string().nullable(),
});
export type Channel = z.infer<typeof Channel>;

export const listChannelKinds = endpoint({
  method: 'GET',
  path: '/api/v1/channel-kinds',
  access: 'agent',
  summary: 'The kinds of channel: how they are called in a language, drawn and set up, and what they can do',
  query: z.strictObject({ locale: Locale.optional() }),
  response: z.object({ items: z.array(ChannelKind) }),
});
export const listChannels = endpoint({
  method: 'GET',
  path: '/api/v1/channels',
  access: 'agent',
  summary: 'The channels of the workspace',
  query: PageQuery,
  response: page(Channel),
});
export const getChannel = endpoint({
  method: 'GET',
  path: '/api/v1/channels/{channelId}',
  access: 'agent',
  summary: 'One channel',
  params: z.strictObject({ channelId: Id }),
  response: Channel,
});
export const createChannel = endpoint({
  method: 'POST',
  path: '/api/v1/channels',
  access: 'admin',
  status: 201,
  summary: 'Add a channel; it is on at once and no provider is called before it is connected or checked',
  body: z.strictObject({
    type: z.string().max(40),
    name: Line(80),
    settings: z.record(z.string(), z.unknown()).default({}),
    storeId: Id.optional(),
    teamId: Id.optional(),
  }),
  response: Channel,
});
export const updateChannel = endpoint({
  method: 'PATCH',
  path: '/api/v1/channels/{channelId}',
  access: 'admin',
  params: z.strictObject({ channelId: Id }),
  summary: 'Change a channel; a new host, port or apiBaseUrl needs the channel’s secrets in the same request',
  body: z.strictObject({
    name: Line(80).optional(),
    settings: z.record(z.string(), z.unknown()).optional(),
    storeId: Id.nullable().optional(),
    teamId: Id.nullable().optional(),
    active: z.boolean().optional(),
    /** An archived channel is off and its address is free for another. */
    archived: z.boolean().optional(),
  }),
  response: Channel,
});
export const deleteChannel = endpoint({
  method: 'DELETE',
  path: '/api/v1/channels/{channelId}',
  access: 'admin',
  status: 204,
  params: z.strictObject({ channelId: Id }),
  summary: 'Delete a channel that never had a ticket; any other can only be archived',
});
export const connectChannel = endpoint({
  method: 'POST',
  path: '/api/v1/channels/{channelId}/connect',
  access: 'admin',
  summary: 'Set the channel up at its provider, where Waypost can, and check it',
  params: z.strictObject({ channelId: Id }),
  response: z.object({ ok: z.boolean(), message: z.string() }),
});
export const checkChannel = endpoint({
  method: 'POST',
  path: '/api/v1/channels/{channelId}/check',
  access: 'admin',
  summary: 'Try the channel’s credentials at its provider, where nothing is changed',
  params: z.strictObject({ channelId: Id }),
  response: z.object({ ok: z.boolean(), message: z.string() }),
});
