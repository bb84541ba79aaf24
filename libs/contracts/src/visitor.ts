import { z } from 'zod';
import { Email, Id, Instant, Line, Locale, TimeZone, maxSeq } from './common.js';
import { endpoint } from './endpoint.js';

/** Limits of a visitor's messages; the panel reads them from the configuration. */
export const visitorLimits = { textLength: 8_000, fileBytes: 10 * 1024 * 1024, filesPerMessage: 5 } as const;

/** A file as a visitor sees it. */
export const VisitorAttachment = z.object({
  id: Id,
  name: z.string(),
  contentType: z.string(),
  size: z.number().int(),
  /** Whether it is a raster image of a safe type, which may be shown inline. */
  image: z.boolean(),
  /** Path of the bytes, signed for this visitor and valid for a short time; null until stored. */
  url: z.string().nullable(),
});
export type VisitorAttachment = z.infer<typeof VisitorAttachment>;

/** A public message as a visitor sees it: without addresses or agents' accounts. */
export const VisitorMessage = z.object({
  id: Id,
  /** The panel's own id of a message that was written in it, to replace its local copy. */
  clientId: Id.nullable(),
  seq: z.number().int(),
  changeSeq: z.number().int(),
  direction: z.enum(['inbound', 'outbound']),
  /** Only an agent's public name. */
  author: z.object({ kind: z.enum(['visitor', 'agent', 'assistant', 'system']), name: z.string().nullable() }),
  text: z.string(),
  attachments: z.array(VisitorAttachment),
  /** The source of an automatic answer. */
  automatic: z.object({ title: z.string() }).nullable(),
  locale: z.string().nullable(),
  createdAt: Instant,
  deleted: z.boolean(),
});
export type VisitorMessage = z.infer<typeof VisitorMessage>;

/** A ticket as a visitor sees it. */
export const VisitorTicket = z.object({
  id: Id,
  closed: z.boolean(),
  lastSeq: z.number().int(),
  changeSeq: z.number().int(),
  /** The `seq` up to which the visitor and the team have read. */
  readSeq: z.number().int(),
  teamReadSeq: z.number().int(),
  /** Number of public answers that the visitor has not read. */
  unread: z.number().int(),
  agentName: z.string().nullable(),
  preview: z.object({ text: z.string(), author: z.string().nullable(), at: Instant }).nullable(),
});
export type VisitorTicket = z.infer<typeof VisitorTicket>;

export const VisitorSession = z.object({
  /** The session's token: channel id, a dot, 256 random bits. Returned only when the session is created. */
  token: z.string(),
  /** Whether the shop has proven the visitor's identity. */
  verified: z.boolean(),
  name: z.string().nullable(),
  /** Whether an address for mails of unread answers is known. */
  hasEmail: z.boolean(),
  expiresAt: Instant,
});
export type VisitorSession = z.infer<typeof VisitorSession>;

export const VisitorConfig = z.object({
  name: z.string(),
  accent: z.string().nullable(),
  greeting: z.string().nullable(),
  /** Median time of recent first answers, in seconds; null when there are too few. */
  replySeconds: z.number().int().nullable(),
  /** Null without business hours; `until` is the next opening or closing. */
  availability: z.object({ open: z.boolean(), until: Instant.nullable() }).nullable(),
  limits: z.object({ textLength: z.number().int(), fileBytes: z.number().int(), filesPerMessage: z.number().int() }),
});
export type VisitorConfig = z.infer<typeof VisitorConfig>;

const ticketParams = z.strictObject({ ticketId: Id });
const Identity = z.string().max(4_000);
/** The origin of a shop's page, as browsers write it. */
const PageOrigin = z
  .string()
  .max(300)
  .refine((text) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text, 'is not an origin');
/**
 * 256 random bits that the shop's page keeps to go on with its chat. The panel makes them, so that an answer that is
 * lost leaves it with the ticket that the server knows.
 */
const ResumeTicket = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

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
    /** Of the page that shows the chat: a new session’s resume tickets are kept for this one alone. */
    origin: PageOrigin.optional(),
    identity: Identity.optional(),
    locale: Locale.optional(),
    timeZone: TimeZone.optional(),
  }),
  response: VisitorSession,
});
export const resumeVisitorSession = endpoint({
  method: 'POST',
  path: '/api/v1/visitor/sessions/resumed',
  access: 'public',
  status: 201,
  summary:
    'Go on with the session that a resume ticket of the shop’s page was kept for; `next` takes its place, so it is good once',
  body: z.strictObject({
    channelId: Id,
    origin: PageOrigin,
    ticket: ResumeTicket,
    next: ResumeTicket,
    identity: Identity.optional(),
    locale: Locale.optional(),
    timeZone: TimeZone.optional(),
  }),
  response: VisitorSession,
});
export const keepVisitorTicket = endpoint({
  method: 'POST',
  path: '/api/v1/visitor/resume-tickets',
  access: 'public',
  visitor: 'needed',
  status: 204,
  summary:
    'Have the session resumed by this ticket, for thirty days, from a page of this origin: the one where the session began',
  body: z.strictObject({ origin: PageOrigin, ticket: ResumeTicket }),
});
export const openMailedAnswers = endpoint({
  method: 'POST',
  path: '/api/v1/visitor/sessions/mailed',
  access: 'public',
  status: 201,
  summary:
    'Open a session of the reader of a mail about unread answers, by the secret of its link; it reaches what was mailed to them',
  body: z.strictObject({
    channelId: Id,
    link: ResumeTicket,
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
  summary: 'End the visitor’s session and its resume tickets, on log-out or reset',
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

/** A visitor's message. The panel's id is its idempotency key. */
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
/** The body is the file's bytes. */
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

/**
 * Hints to a visitor's panel, in the namespace `/visitor`. They may be lost, so the panel fetches after a hint and
 * after a reconnect.
 */
export interface VisitorEvents {
  'ticket:changed': (hint: { ticketId: string }) => void;
  'agent:typing': (hint: { ticketId: string; name: string | null; until: string }) => void;
}
/** Events from the panel to the server. `send` is acknowledged only when the message is stored. */
export interface VisitorCommands {
  typing: (state: { ticketId: string }) => void;
  send: (submission: VisitorSubmission, done: (result: VisitorSendResult) => void) => void;
}
export type VisitorSendResult =
  | { ok: true; message: VisitorMessage; ticketId: string }
  | { ok: false; problem: string };
