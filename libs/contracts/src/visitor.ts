import { z } from 'zod';
import { Email, Id, Instant, Line, Locale, TimeZone, maxSeq } from './common.js';
import { endpoint } from './endpoint.js';

/** Limits of what a visitor may send; the panel reads them from the configuration. */
export const visitorLimits = { textLength: 8_000, fileBytes: 10 * 1024 * 1024, filesPerMessage: 5 } as const;

/** A file as a visitor sees it. */
export const VisitorAttachment = z.object({
  id: Id,
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  /** A raster image of a safe kind, to be shown in place. */
  image: z.boolean(),
  /** Path of the bytes, signed for this visitor and good for a short time; null until stored. */
  url: z.string().nullable(),
});
export type VisitorAttachment = z.infer<typeof VisitorAttachment>;

/** A public message and no more than a shopper needs of it: no note, no address, no agent's account. */
export const VisitorMessage = z.object({
  id: Id,
  /** The id that the panel gave it, when it was written in the panel: settles its local echo. */
  clientId: Id.nullable(),
  seq: z.number().int(),
  changeSeq: z.number().int(),
  direction: z.enum(['inbound', 'outbound']),
  /** Of an agent only the name that stands above their answers. */
  author: z.object({ kind: z.enum(['visitor', 'agent', 'assistant', 'system']), name: z.string().nullable() }),
  text: z.string(),
  attachments: z.array(VisitorAttachment),
  /** A machine's answer names what it came from. */
  automatic: z.object({ title: z.string() }).nullable(),
  locale: z.string().nullable(),
  createdAt: Instant,
  deleted: z.boolean(),
});
export type VisitorMessage = z.infer<typeof VisitorMessage>;

/** A ticket as its shopper sees it. */
export const VisitorTicket = z.object({
  id: Id,
  closed: z.boolean(),
  lastSeq: z.number().int(),
  changeSeq: z.number().int(),
  /** How far the visitor and the team have read, by place. */
  readSeq: z.number().int(),
  teamReadSeq: z.number().int(),
  /** Public answers that the visitor has not read. */
  unread: z.number().int(),
  agentName: z.string().nullable(),
  preview: z.object({ text: z.string(), author: z.string().nullable(), at: Instant }).nullable(),
});
export type VisitorTicket = z.infer<typeof VisitorTicket>;

export const VisitorSession = z.object({
  /** The bearer of the session: channel id, a dot, 256 random bits. Said once, when it is made. */
  token: z.string(),
  /** Proven by the shop; otherwise nothing is known of who writes. */
  verified: z.boolean(),
  name: z.string().nullable(),
  /** Whether an address is known to which an unread answer can go. */
  hasEmail: z.boolean(),
  expiresAt: Instant,
});
export type VisitorSession = z.infer<typeof VisitorSession>;

export const VisitorConfig = z.object({
  name: z.string(),
  accent: z.string().nullable(),
  greeting: z.string().nullable(),
  /** Median of the first answers of late, in seconds; null while there are too few to be honest. */
  replySeconds: z.number().int().nullable(),
  /** Null where no business hours are kept; `until` is the next change, closing or opening. */
  availability: z.object({ open: z.boolean(), until: Instant.nullable() }).nullable(),
  limits: z.object({ textLength: z.number().int(), fileBytes: z.number().int(), filesPerMessage: z.number().int() }),
});
export type VisitorConfig = z.infer<typeof VisitorConfig>;

const ticketParams = z.strictObject({ ticketId: Id });
const Identity = z.string().max(4_000);

export const createVisitorSession = endpoint({
  method: 'POST',
  path: '/api/v1/visitor/sessions',
  access: 'public',
  visitor: 'optional',
  status: 201,
  summary:
    'Open a visitor’s session, or go on with the one in Authorization; `identity` is the shop’s signed proof of who it is',
  body: z.strictObject({
    channelId: Id,
    identity: Identity.optional(),
    locale: Locale.optional(),
    timeZone: TimeZone.optional(),
  }),
  response: VisitorSession,
});
export const endVisitorSession = endpoint({
  method: 'DELETE',
  path: '/api/v1/visitor/sessions/current',
  access: 'public',
  visitor: 'needed',
  status: 204,
  summary: 'End the visitor’s session, on log-out or reset',
});
export const getVisitorConfig = endpoint({
  method: 'GET',
  path: '/api/v1/visitor/config',
  access: 'public',
  summary: 'What the panel needs before anyone writes',
  query: z.strictObject({ channelId: Id }),
  response: VisitorConfig,
});
export const listVisitorTickets = endpoint({
  method: 'GET',
  path: '/api/v1/visitor/tickets',
  access: 'public',
  visitor: 'needed',
  summary: 'The visitor’s newest tickets',
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(20).default(5) }),
  response: z.object({ items: z.array(VisitorTicket) }),
});
export const listVisitorMessages = endpoint({
  method: 'GET',
  path: '/api/v1/visitor/tickets/{ticketId}/messages',
  access: 'public',
  visitor: 'needed',
  params: ticketParams,
  summary: 'Public messages by their place: after a place, or the last ones before one',
  query: z.strictObject({
    afterSeq: z.coerce.number().int().min(0).max(maxSeq).optional(),
    beforeSeq: z.coerce.number().int().min(1).max(maxSeq).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  response: z.object({ items: z.array(VisitorMessage), more: z.boolean() }),
});
export const listVisitorChanges = endpoint({
  method: 'GET',
  path: '/api/v1/visitor/tickets/{ticketId}/changes',
  access: 'public',
  visitor: 'needed',
  params: ticketParams,
  summary: 'What changed since a changeSeq: messages new or altered, and the ticket as it stands',
  query: z.strictObject({
    after: z.coerce.number().int().min(0).max(maxSeq),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  response: z.object({
    ticket: VisitorTicket,
    messages: z.array(VisitorMessage),
    changeSeq: z.number().int(),
    more: z.boolean(),
  }),
});

/** What a visitor writes. The id is the panel's own: sent again, it is the same message. */
export const VisitorSubmission = z.strictObject({
  id: Id,
  text: z.string().max(visitorLimits.textLength).default(''),
  attachmentIds: z.array(Id).max(visitorLimits.filesPerMessage).default([]),
  locale: Locale.optional(),
});
export type VisitorSubmission = z.input<typeof VisitorSubmission>;
export const sendVisitorMessage = endpoint({
  method: 'POST',
  path: '/api/v1/visitor/messages',
  access: 'public',
  visitor: 'needed',
  status: 201,
  summary: 'Write to the shop; the answer means that it is stored',
  body: VisitorSubmission,
  response: z.object({ message: VisitorMessage, ticketId: Id }),
});
export const markVisitorRead = endpoint({
  method: 'POST',
  path: '/api/v1/visitor/tickets/{ticketId}/read',
  access: 'public',
  visitor: 'needed',
  status: 204,
  params: ticketParams,
  summary: 'How far the visitor has read',
  body: z.strictObject({ seq: z.number().int().min(0).max(2_147_483_647) }),
});
export const claimVisitorEmail = endpoint({
  method: 'POST',
  path: '/api/v1/visitor/email',
  access: 'public',
  visitor: 'needed',
  status: 204,
  summary: 'An address for answers that stay unread; a claim, which merges nothing and shows nothing',
  body: z.strictObject({ email: Email, name: Line(80).optional() }),
});
/** The body is the bytes themselves. */
export const uploadVisitorAttachment = endpoint({
  method: 'POST',
  path: '/api/v1/visitor/attachments',
  access: 'public',
  visitor: 'needed',
  status: 201,
  summary:
    'Upload a file for a message to come; the body is the bytes, the name stands in x-file-name (percent-encoded)',
  response: VisitorAttachment,
});

/** Help pages for the panel's search field, in the visitor's language where there is one. */
export const VisitorArticle = z.object({ id: Id, title: z.string(), locale: z.string(), text: z.string() });
export type VisitorArticle = z.infer<typeof VisitorArticle>;
export const searchVisitorArticles = endpoint({
  method: 'GET',
  path: '/api/v1/visitor/articles',
  access: 'public',
  summary: 'Published articles that fit the words, or those asked for most when there are none',
  query: z.strictObject({
    channelId: Id,
    q: z.string().trim().max(200).default(''),
    locale: Locale.default('en'),
    limit: z.coerce.number().int().min(1).max(10).default(3),
  }),
  response: z.object({ items: z.array(VisitorArticle) }),
});

/** Hints from the server to a visitor's panel, of the namespace `/visitor`. They may be lost: whoever gets one, or reconnects, fetches. */
export interface VisitorEvents {
  'ticket:changed': (hint: { ticketId: string }) => void;
  'agent:typing': (hint: { ticketId: string; name: string | null; until: string }) => void;
}
/** From the panel to the server. `send` is answered only when the message is stored. */
export interface VisitorCommands {
  typing: (state: { ticketId: string }) => void;
  send: (submission: VisitorSubmission, done: (result: VisitorSendResult) => void) => void;
}
export type VisitorSendResult =
  | { ok: true; message: VisitorMessage; ticketId: string }
  | { ok: false; problem: string };
