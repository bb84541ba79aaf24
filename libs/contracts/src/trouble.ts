import { z } from 'zod';
import { DeliveryStatus } from './messages.js';
import { Id, Instant, PageQuery, page } from './common.js';
import { endpoint } from './endpoint.js';

/** What an admin can be shown of what went wrong. */
export const TroubleKind = z.enum(['dead-letters', 'failed-deliveries', 'notices', 'channels']);
export type TroubleKind = z.infer<typeof TroubleKind>;

export const countTrouble = endpoint({
  method: 'GET',
  path: '/api/v1/trouble/counts',
  access: 'admin',
  summary: 'How much went wrong and waits for somebody, by kind; at most 1,000 of each are counted',
  response: z.object({ items: z.array(z.object({ kind: TroubleKind, count: z.number().int() })) }),
});

/** A delivery or an event that could not be understood or handled. */
export const DeadLetter = z.object({
  id: Id,
  /**
   * `outbox` for an event, otherwise where it came in and the kind: `channel/whatsapp`, `mail/email`, `store/shopify`.
   */
  source: z.string(),
  /** Id of the channel or store; of an event its own. */
  sourceId: z.string().nullable(),
  /** The event, which subscriber failed on it (null: it does not parse), and its ticket. */
  event: z.object({ type: z.string(), subscriber: z.string().nullable(), ticketId: Id.nullable() }).nullable(),
  reason: z.string(),
  at: Instant,
  /** How often it was tried again in vain, and when last. */
  tries: z.number().int(),
  triedAt: Instant.nullable(),
  dismissedAt: Instant.nullable(),
  hasRaw: z.boolean(),
  /** Whether all of it was kept, and not so long ago that what it repeats would be stored twice. */
  canRetry: z.boolean(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

const OneLetter = z.strictObject({ deadLetterId: Id });

export const listDeadLetters = endpoint({
  method: 'GET',
  path: '/api/v1/dead-letters',
  access: 'admin',
  summary: 'What could not be understood or handled, newest first',
  query: PageQuery.extend({ dismissed: z.enum(['true', 'false']).default('false') }),
  response: page(DeadLetter),
});
export const getRawDeadLetter = endpoint({
  method: 'GET',
  path: '/api/v1/dead-letters/{deadLetterId}/raw',
  access: 'admin',
  summary: 'What could not be handled, byte by byte',
  params: OneLetter,
});
export const updateDeadLetter = endpoint({
  method: 'PATCH',
  path: '/api/v1/dead-letters/{deadLetterId}',
  access: 'admin',
  summary: 'Dismiss a dead letter, or take that back; a dismissed one is deleted after 30 days',
  params: OneLetter,
  body: z.strictObject({ dismissed: z.boolean() }),
  response: DeadLetter,
});
export const retryDeadLetter = endpoint({
  method: 'POST',
  path: '/api/v1/dead-letters/{deadLetterId}/retry',
  access: 'admin',
  summary: 'Handle it again; what was handled of it before is not repeated',
  params: OneLetter,
  /** The letter with the new reason; null when it was handled. */
  response: z.object({ letter: DeadLetter.nullable() }),
});

/** Something that was to be sent to a contact on a ticket, and failed or was not confirmed. */
export const FailedDelivery = z.object({
  id: Id,
  ticketId: Id,
  ticketNumber: z.number().int(),
  subject: z.string(),
  contactName: z.string().nullable(),
  channelId: Id.nullable(),
  to: z.string().nullable(),
  status: DeliveryStatus,
  why: z.string().nullable(),
  at: Instant,
});
export type FailedDelivery = z.infer<typeof FailedDelivery>;

export const listFailedDeliveries = endpoint({
  method: 'GET',
  path: '/api/v1/failed-deliveries',
  access: 'admin',
  summary: 'What did not reach a contact in the last 30 days, newest first, and was neither sent again nor dismissed',
  query: PageQuery,
  response: page(FailedDelivery),
});
export const dismissFailedDelivery = endpoint({
  method: 'POST',
  path: '/api/v1/failed-deliveries/{deliveryId}/dismiss',
  access: 'admin',
  summary: 'Take a failed delivery off the list; its message keeps its status',
  params: z.strictObject({ deliveryId: Id }),
  status: 204,
});

/** An act that is on record. */
export const AuditEntry = z.object({
  id: Id,
  actorId: Id.nullable(),
  actorName: z.string().nullable(),
  action: z.string(),
  targetKind: z.string(),
  targetId: Id.nullable(),
  /** Facts without secrets and without customers' words. */
  data: z.record(z.string(), z.unknown()),
  at: Instant,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const Word = z.string().regex(/^[a-z][a-z.-]{0,59}$/);
export const listAuditEntries = endpoint({
  method: 'GET',
  path: '/api/v1/audit-entries',
  access: 'admin',
  summary: 'The audit log, newest first',
  query: PageQuery.extend({
    actorId: Id.optional(),
    action: Word.optional(),
    targetKind: Word.optional(),
    targetId: Id.optional(),
    from: Instant.optional(),
    to: Instant.optional(),
  }),
  response: page(AuditEntry),
});
export const listAuditActions = endpoint({
  method: 'GET',
  path: '/api/v1/audit-entries/actions',
  access: 'admin',
  summary: 'The kinds of act that are on record',
  response: z.object({ items: z.array(z.object({ action: z.string(), targetKind: z.string() })) }),
});
