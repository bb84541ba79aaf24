import { z } from 'zod';
import { Id, Instant, Line, Locale, PageQuery, page } from './common.js';
import { endpoint } from './endpoint.js';

/** What a kind of channel can do; the core reads these and never asks which kind it is. */
export const Capabilities = z.object({
  /** Hours after the customer's last message in which a free reply may be sent; null: always. */
  replyWindowHours: z.number().nullable(),
  /**
   * A ticket is joined by its thread, which may have several senders and which an agent may begin (mail), or by its
   * contact, who writes first (chat).
   */
  joins: z.enum(['thread', 'contact']),
  maxTextLength: z.number().int(),
  /** Each message is kept as it came and can be downloaded. */
  keepsOriginal: z.boolean(),
  /** What writing here proves to be the customer's: a mail address, a phone number, their account in the shop; null: nothing. */
  proves: z.enum(['email', 'phone', 'account']).nullable(),
});
export type Capabilities = z.infer<typeof Capabilities>;

const Colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/);
/** How a kind of channel is drawn. */
export const ChannelSign = z.object({
  /** Path data of an icon, stroked in a box of 24 by 24. */
  glyph: z.array(z.string()),
  /** Its colour on light and on dark ground. */
  ink: z.object({ light: Colour, dark: Colour }),
});
export type ChannelSign = z.infer<typeof ChannelSign>;

/** Settings as a JSON Schema, from which a form is drawn; a secret carries `secret: true`, `title` and `description` are in the language asked for. */
export const SettingsSchema = z.record(z.string(), z.unknown());

export const ChannelKind = ChannelSign.extend({
  type: z.string(),
  label: z.string(),
  capabilities: Capabilities,
  settings: SettingsSchema,
  /** What a shop puts into its pages, with `{origin}` and `{channelId}` to be filled in; null where there is nothing to put. */
  snippet: z.string().nullable(),
  /** Whether its credentials can be tried at the provider. */
  canCheck: z.boolean(),
});
export const Channel = z.object({
  id: Id,
  type: z.string(),
  name: z.string(),
  storeId: Id.nullable(),
  teamId: Id.nullable(),
  active: z.boolean(),
  /** Secrets are write-only: here each stands as true when set, false when not. */
  settings: z.record(z.string(), z.unknown()),
  /** What keeps it from working, as last seen; null when all is well. */
  error: z.object({ message: z.string(), since: Instant }).nullable(),
  createdAt: Instant,
  /** Where the provider is to send its webhooks; null for kinds without. */
  webhookUrl: z.string().nullable(),
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
  summary: 'Add a channel; it is active at once and no provider is called',
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
  }),
  response: Channel,
});
export const checkChannel = endpoint({
  method: 'POST',
  path: '/api/v1/channels/{channelId}/check',
  access: 'admin',
  summary: 'Try the channel’s credentials at its provider',
  params: z.strictObject({ channelId: Id }),
  response: z.object({ ok: z.boolean(), message: z.string() }),
});
