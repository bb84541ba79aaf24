import { z } from 'zod';
import { Id, Instant, Line, PageQuery, page } from './common.js';
import { endpoint } from './endpoint.js';

export const ChannelType = z.enum(['widget', 'email', 'whatsapp', 'telegram']);
export type ChannelType = z.infer<typeof ChannelType>;

/** What a kind of channel can do; the core reads these and never asks which kind it is. */
export const Capabilities = z.object({
  attachments: z.boolean(),
  html: z.boolean(),
  /** Hours after the customer's last message in which a free reply may be sent; null: always. */
  replyWindowHours: z.number().nullable(),
  /** Whether the other side reports delivered and read. */
  receipts: z.boolean(),
  typing: z.boolean(),
  /** A ticket is joined by its thread (mail) or by its contact (chat). */
  joins: z.enum(['thread', 'contact']),
  maxTextLength: z.number().int(),
});
export type Capabilities = z.infer<typeof Capabilities>;

export const ChannelKind = z.object({
  type: z.string(),
  label: z.string(),
  capabilities: Capabilities,
  /** The settings as a JSON Schema, from which the form is drawn; a secret carries `secret: true`. */
  settings: z.record(z.string(), z.unknown()),
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
  summary: 'The kinds of channel and their settings',
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
