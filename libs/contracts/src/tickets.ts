import { z } from 'zod';
import { Id, Instant, Line, Locale, PageQuery, maxSeq, page } from './common.js';
import { endpoint } from './endpoint.js';
import { TemplateToSend } from './templates.js';

export const TicketStatus = z.enum(['open', 'pending', 'snoozed', 'resolved', 'closed']);
export type TicketStatus = z.infer<typeof TicketStatus>;
export const Priority = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.infer<typeof Priority>;
export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc},]+$/u);

/** The clock of a list row: the next due one, or the last breached one. */
export const ClockChip = z.object({
  kind: z.enum(['first_response', 'resolution']),
  state: z.enum(['running', 'paused', 'met', 'breached']),
  dueAt: Instant.nullable(),
  warnAt: Instant.nullable(),
  targetSeconds: z.number().int(),
});
export type ClockChip = z.infer<typeof ClockChip>;

/**
 * A ticket's contact. To an agent who does not see every ticket it is not `known` until the contact has written in a
 * ticket that the agent may see, and not only by mail whose sender is not proven: until then the name is what the
 * ticket itself says, or the address, and the id is no contact's.
 */
export const ContactBrief = z.object({
  id: Id,
  known: z.boolean(),
  name: z.string().nullable(),
  verified: z.boolean(),
  locale: z.string().nullable(),
});
export const Ticket = z.object({
  id: Id,
  number: z.number().int(),
  subject: z.string(),
  snippet: z.string(),
  /**
   * What the newest message is where it has no text, for lists to say in words; the name and the time of one file
   * alone.
   */
  snippetFiles: z
    .object({
      kind: z.enum(['photo', 'sticker', 'animation', 'video', 'voice', 'audio', 'file']),
      count: z.number().int(),
      name: z.string().nullable(),
      seconds: z.number().int().nullable(),
    })
    .nullable(),
  status: TicketStatus,
  priority: Priority,
  channel: z.object({ id: Id, type: z.string(), name: z.string() }),
  storeId: Id.nullable(),
  contact: ContactBrief,
  /** Where answers go instead of to the contact's own address; null when they go there. */
  replyTo: z.string().nullable(),
  /** It holds only what asks for no answer, such as an out-of-office note, and has no clock. */
  automatic: z.boolean(),
  assigneeId: Id.nullable(),
  teamId: Id.nullable(),
  tags: z.array(z.string()),
  locale: z.string().nullable(),
  snoozedUntil: Instant.nullable(),
  previousTicketId: Id.nullable(),
  createdAt: Instant,
  lastMessageAt: Instant,
  resolvedAt: Instant.nullable(),
  /** The end of the channel's reply window; null without one. */
  replyWindowEndsAt: Instant.nullable(),
  /** `seq` of the newest message, and of the newest one that the requesting agent has read. */
  lastSeq: z.number().int(),
  readSeq: z.number().int(),
  changeSeq: z.number().int(),
  clock: ClockChip.nullable(),
});
export type Ticket = z.infer<typeof Ticket>;

const many = <T extends z.ZodType>(item: T) =>
  z
    .union([item, z.array(item).max(20)])
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<T>[]);
export const TicketFilter = z.strictObject({
  status: many(TicketStatus).optional(),
  channelType: z.string().max(40).optional(),
  /** An agent's id, `me` or `none`. */
  assignee: z.union([Id, z.enum(['me', 'none'])]).optional(),
  team: z.union([Id, z.literal('none')]).optional(),
  tag: Tag.optional(),
  storeId: Id.optional(),
  contactId: Id.optional(),
  /** Only tickets of out-of-office notes, receipts and notices, or none of them. */
  automatic: z.enum(['only', 'none']).optional(),
  /** Tickets whose running clock is due soon or breached. */
  sla: z.enum(['soon', 'breached']).optional(),
  /** Whether a person has answered, and in time. Overdue tickets without an answer are late too. */
  firstResponse: z.enum(['answered', 'waiting', 'kept', 'late']).optional(),
  resolution: z.enum(['resolved', 'kept', 'late']).optional(),
  /**
   * Words, or beginnings of them, of subject and messages, of the contact's name and addresses, numbers of tickets,
   * orders and parcels.
   */
  q: z.string().trim().max(200).optional(),
  createdFrom: Instant.optional(),
  createdTo: Instant.optional(),
});
export type TicketFilter = z.infer<typeof TicketFilter>;

const ticketParams = z.strictObject({ ticketId: Id });
export const TicketPage = page(Ticket).extend({
  /**
   * Not null when the page ended before it was full, since enough tickets were looked at for one request: the time, in
   * the order of the list, of the last of them. `nextCursor` goes on from there.
   */
  lookedBackTo: Instant.nullable(),
});
export type TicketPage = z.infer<typeof TicketPage>;
export const listTickets = endpoint({
  method: 'GET',
  path: '/api/v1/tickets',
  access: 'agent',
  summary: 'Tickets that the agent may see, newest activity first or next due first',
  query: TicketFilter.extend({ ...PageQuery.shape, sort: z.enum(['activity', 'due']).default('activity') }),
  response: TicketPage,
});
export const TicketCounts = z.object({
  inbox: z.number(),
  mine: z.number(),
  unassigned: z.number(),
  soon: z.number(),
  pending: z.number(),
  snoozed: z.number(),
});
export type TicketCounts = z.infer<typeof TicketCounts>;
export const countTickets = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/counts',
  access: 'agent',
  summary: 'How many tickets stand in each built-in view',
  response: TicketCounts,
});
export const getTicket = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}',
  access: 'agent',
  summary: 'One ticket',
  params: ticketParams,
  response: Ticket,
});
export const findTicketByNumber = endpoint({
  method: 'GET',
  path: '/api/v1/ticket-numbers/{number}',
  formerPath: '/api/v1/tickets/by-number/{number}',
  access: 'agent',
  summary: 'One ticket by the number that people see',
  params: z.strictObject({ number: z.coerce.number().int().min(1).max(2_147_483_647) }),
  response: Ticket,
});
export const updateTicket = endpoint({
  method: 'PATCH',
  path: '/api/v1/tickets/{ticketId}',
  access: 'agent',
  params: ticketParams,
  summary:
    'Change status, assignee, team, priority or tags; with basedOnChangeSeq a change that another has overtaken is a conflict',
  body: z.strictObject({
    status: z.enum(['open', 'pending', 'snoozed', 'resolved']).optional(),
    snoozedUntil: Instant.optional(),
    assigneeId: Id.nullable().optional(),
    teamId: Id.nullable().optional(),
    priority: Priority.optional(),
    addTags: z.array(Tag).max(20).optional(),
    removeTags: z.array(Tag).max(20).optional(),
    subject: Line(200).optional(),
    basedOnChangeSeq: z.number().int().min(0).max(maxSeq).optional(),
  }),
  response: Ticket,
});
export const markTicketRead = endpoint({
  method: 'POST',
  path: '/api/v1/tickets/{ticketId}/read',
  access: 'agent',
  status: 204,
  params: ticketParams,
  summary: 'Remember how far this agent has read',
  body: z.strictObject({ seq: z.number().int().min(0).max(maxSeq) }),
});

/** An entry of a ticket's history: the act, its actor, old and new value. */
export const TicketEvent = z.object({
  id: Id,
  changeSeq: z.number().int(),
  type: z.string(),
  at: Instant,
  actor: z.object({ kind: z.enum(['agent', 'contact', 'rule', 'assistant', 'system']), id: Id.nullable() }),
  data: z.record(z.string(), z.unknown()),
});
export type TicketEvent = z.infer<typeof TicketEvent>;
export const listTicketEvents = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}/events',
  access: 'agent',
  summary: 'History of a ticket, oldest first',
  params: ticketParams,
  query: PageQuery,
  response: page(TicketEvent),
});

export const Contact = z.object({
  id: Id,
  name: z.string().nullable(),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  createdAt: Instant,
  identities: z.array(
    z.object({ kind: z.string(), value: z.string(), verified: z.boolean(), channelType: z.string().nullable() }),
  ),
});
export type Contact = z.infer<typeof Contact>;
export const getContact = endpoint({
  method: 'GET',
  path: '/api/v1/contacts/{contactId}',
  access: 'agent',
  summary: 'A contact who has written in a ticket that the agent may see',
  params: z.strictObject({ contactId: Id }),
  response: Contact,
});
export const FoundPerson = z.object({
  id: Id,
  name: z.string().nullable(),
  /** The mail address or phone by which they were last known. */
  address: z.string().nullable(),
});
export type FoundPerson = z.infer<typeof FoundPerson>;
export const findPeople = endpoint({
  method: 'GET',
  path: '/api/v1/contacts',
  access: 'agent',
  summary:
    'Contacts by a part of their name or address, among those who have written in tickets that the agent may see',
  query: z.strictObject({
    q: z.string().trim().min(1).max(200),
    limit: z.coerce.number().int().min(1).max(20).default(5),
  }),
  response: z.object({ items: z.array(FoundPerson) }),
});
export const createTicket = endpoint({
  method: 'POST',
  path: '/api/v1/tickets',
  access: 'agent',
  status: 201,
  idempotent: true,
  summary:
    'Write to a customer first: a new ticket and its first message; it opens none of their data before they have written',
  body: z.strictObject({
    channelId: Id,
    /** A mail address, or a phone number with its country code, as the channel writes to. */
    to: Line(254),
    name: Line(120).optional(),
    /** By mail, with the text. */
    subject: Line(200).optional(),
    text: z.string().min(1).max(50_000).optional(),
    /** In their place, where a provider lets nothing else begin a conversation. */
    template: TemplateToSend.optional(),
    locale: Locale.optional(),
    /** The placeholders in the text are meant; see sendMessage. */
    asTyped: z.boolean().optional(),
  }),
  response: Ticket,
});
