import { z } from 'zod';
import { Id, Instant, maxSeq } from './common.js';
import { endpoint } from './endpoint.js';
import { Attachment, Visibility } from './messages.js';

export const Draft = z.object({
  text: z.string(),
  visibility: Visibility,
  /** The seq of the newest message that its author had seen when they began it, or has confirmed since. */
  basedOnSeq: z.number().int().nullable(),
  attachments: z.array(Attachment),
  updatedAt: Instant,
});
export type Draft = z.infer<typeof Draft>;

const ticketParams = z.strictObject({ ticketId: Id });
export const getDrafts = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}/draft',
  access: 'agent',
  summary: 'This agent’s drafts on a ticket: at most a reply and a note',
  params: ticketParams,
  response: z.object({ drafts: z.array(Draft) }),
});
export const putDraft = endpoint({
  method: 'PUT',
  path: '/api/v1/tickets/{ticketId}/draft',
  access: 'agent',
  params: ticketParams,
  summary: 'Keep this agent’s draft of a reply or a note with its files; without a text and a file it is deleted',
  body: z.strictObject({
    text: z.string().max(50_000),
    visibility: Visibility,
    /** Without it the draft keeps the one it has; a new draft takes the seq of the ticket’s newest message. */
    basedOnSeq: z.number().int().min(0).max(maxSeq).nullable().default(null),
    /** Uploads of this agent that no message has; others are left out. */
    attachmentIds: z.array(Id).max(20).default([]),
  }),
  response: z.object({ draft: Draft.nullable() }),
});
