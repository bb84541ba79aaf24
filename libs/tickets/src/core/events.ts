import { z } from 'zod';
import { DeliveryStatus, Id, Instant, Priority, TicketStatus } from '#libs/contracts';
import { type EventOf, defineEvent, fromTo } from '#libs/platform';

const nobody = (kind: unknown) => ({ kind, id: null });
/** Where the version before stored only what a thing has become. */
const become = (to: unknown) => (to === undefined ? undefined : { from: null, to });
const message = { ticketId: Id, messageId: Id };
/** Of a message's channel; null in what the version before stored. */
const channelId = Id.nullable().default(null);
const authorKind = z.enum(['agent', 'assistant', 'system']);

export const TicketCreated = defineEvent('TicketCreated', { ticketId: Id }, ({ byAgent }) => ({
  actor: nobody(byAgent ? 'agent' : 'contact'),
}));

export const TicketChanged = defineEvent(
  'TicketChanged',
  {
    ticketId: Id,
    changed: z.object({
      status: fromTo(TicketStatus).optional(),
      priority: fromTo(Priority).optional(),
      assigneeId: fromTo(Id.nullable()).optional(),
      teamId: fromTo(Id.nullable()).optional(),
      snoozedUntil: fromTo(Instant.nullable()).optional(),
      tags: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }).optional(),
      /** That it changed; the words are the ticket's. */
      subject: z.literal(true).optional(),
    }),
  },
  ({ status, priority, assignee, team }) => ({
    changed: { status: become(status), priority: become(priority), assigneeId: become(assignee), teamId: become(team) },
  }),
);

/** A customer's message, or that of another person who takes part in the ticket. */
export const MessageReceived = defineEvent(
  'MessageReceived',
  {
    ...message,
    channelId,
    /** Its place in the ticket, from 1. */
    seq: z.number().int(),
    /** Whether bytes of its files are still at the provider. */
    hasFilesToFetch: z.boolean(),
  },
  (old) => ({ ...old, actor: nobody('contact') }),
);

/** An answer is to be sent: the first time, or once more. */
export const MessageQueued = defineEvent('MessageQueued', { ...message, channelId, authorKind }, (old) => ({
  ...old,
  actor: nobody(old['authorKind']),
}));

export const NoteAdded = defineEvent('NoteAdded', { ...message, authorKind }, (old) => ({
  ...old,
  actor: nobody(old['authorKind']),
}));

export const MessageStatusChanged = defineEvent(
  'MessageStatusChanged',
  { ...message, status: fromTo(DeliveryStatus) },
  ({ messageId, status }) => ({ messageId, status: become(status) }),
);

const changed = z.literal(true).optional();

export const MessageChanged = defineEvent(
  'MessageChanged',
  {
    ...message,
    changed: z.object({
      text: changed,
      /** By its author at the provider. */
      deleted: changed,
      /** Taken back by the agent before it left. */
      undone: changed,
      files: changed,
      /** Its sender has been proven. */
      sender: changed,
    }),
    hasFilesToFetch: z.boolean().default(false),
  },
  ({ messageId, undone, hasFilesToFetch }) => ({
    messageId,
    hasFilesToFetch,
    changed: { undone, files: hasFilesToFetch },
  }),
);

/** Everything that happens on a ticket. */
export type TicketEvent = EventOf<
  | typeof TicketCreated
  | typeof TicketChanged
  | typeof MessageReceived
  | typeof MessageQueued
  | typeof NoteAdded
  | typeof MessageStatusChanged
  | typeof MessageChanged
>;
