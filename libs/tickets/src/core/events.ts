import { z } from 'zod';
import { DeliveryStatus, Id, Instant, Priority, TicketStatus } from '#libs/contracts';
import { type EventOf, defineEvent, fromTo } from '#libs/platform';

const withoutId = (kind: unknown) => ({ kind, id: null });
/** `from` is null in events of the version before, which stored only the new value. */
const become = (to: unknown) => (to === undefined ? undefined : { from: null, to });
const message = { ticketId: Id, messageId: Id };
/** The message's channel; null in events of the version before. */
const channelId = Id.nullable().default(null);
const authorKind = z.enum(['agent', 'assistant', 'system']);

export const TicketCreated = defineEvent(
  'TicketCreated',
  {
    ticketId: Id,
    /** It holds only what asks for no answer, and so has no clocks. */
    automatic: z.literal(true).optional(),
  },
  ({ byAgent }) => ({
    actor: withoutId(byAgent ? 'agent' : 'contact'),
  }),
);

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
      /** That it changed; the text itself is only on the ticket. */
      subject: z.literal(true).optional(),
    }),
  },
  ({ status, priority, assignee, team }) => ({
    changed: { status: become(status), priority: become(priority), assigneeId: become(assignee), teamId: become(team) },
  }),
);

/** A ticket was begun by or with a person on a channel whose provider tells names only when it is asked. */
export const ContactNameMissing = defineEvent('ContactNameMissing', { ticketId: Id, contactId: Id, channelId: Id });

/** A message of the contact, or of another person who takes part in the ticket. */
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
  (old) => ({ ...old, actor: withoutId('contact') }),
);

/** An answer is to be sent, for the first time or again. */
export const MessageQueued = defineEvent('MessageQueued', { ...message, channelId, authorKind }, (old) => ({
  ...old,
  actor: withoutId(old['authorKind']),
}));

export const NoteAdded = defineEvent('NoteAdded', { ...message, authorKind }, (old) => ({
  ...old,
  actor: withoutId(old['authorKind']),
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
      /** Deleted by its author at the provider. */
      deleted: changed,
      /** Taken back by the agent before it was sent. */
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
