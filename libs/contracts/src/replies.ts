import { z } from 'zod';
import { Id, Instant, Line, Locale, PageQuery, Text, page } from './common.js';
import { endpoint } from './endpoint.js';
import { AsWritten, keptForCustomers } from './kept-text.js';
import { replyVariables } from './reply-variables.js';

const Variant = keptForCustomers(
  z.strictObject({ locale: Locale, body: Text(10_000), asWritten: AsWritten }),
  ['body'],
  replyVariables,
);
const Variants = z
  .array(Variant)
  .min(1)
  .max(40)
  .refine(
    (variants) => new Set(variants.map(({ locale }) => locale.toLowerCase())).size === variants.length,
    'one text per language',
  );
/** The shortcut that is typed after the slash. */
const Shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{N}_-]+$/u, 'letters, digits, - and _ only');

/** A canned text, in one or more languages, of the workspace or of one team. */
export const SavedReply = z.object({
  id: Id,
  name: z.string(),
  shortcut: z.string(),
  teamId: Id.nullable(),
  variants: z.array(z.object({ locale: z.string(), body: z.string(), asWritten: z.boolean().optional() })),
  updatedAt: Instant,
});
export type SavedReply = z.infer<typeof SavedReply>;

/**
 * The text for one ticket, in the customer's language if there is one, with values. A `missing` value is still a
 * marker, and has to be confirmed before it is sent.
 */
export const ResolvedReply = z.object({ locale: z.string(), text: z.string(), missing: z.array(z.string()) });
export type ResolvedReply = z.infer<typeof ResolvedReply>;

const replyParams = z.strictObject({ replyId: Id });
export const listSavedReplies = endpoint({
  method: 'GET',
  path: '/api/v1/saved-replies',
  access: 'agent',
  summary: 'Saved replies that the agent may use, best match first; with ticketId each is resolved for that ticket',
  query: PageQuery.extend({ q: z.string().trim().max(100).default(''), ticketId: Id.optional() }),
  response: page(SavedReply.extend({ resolved: ResolvedReply.nullable() })),
});
export const createSavedReply = endpoint({
  method: 'POST',
  path: '/api/v1/saved-replies',
  access: 'manager',
  status: 201,
  summary: 'Save a reply',
  body: z.strictObject({
    name: Line(120),
    shortcut: Shortcut,
    teamId: Id.nullable().default(null),
    variants: Variants,
  }),
  response: SavedReply,
});
export const updateSavedReply = endpoint({
  method: 'PATCH',
  path: '/api/v1/saved-replies/{replyId}',
  access: 'manager',
  summary: 'Change a saved reply',
  params: replyParams,
  body: z.strictObject({
    name: Line(120).optional(),
    shortcut: Shortcut.optional(),
    teamId: Id.nullable().optional(),
    variants: Variants.optional(),
  }),
  response: SavedReply,
});
export const deleteSavedReply = endpoint({
  method: 'DELETE',
  path: '/api/v1/saved-replies/{replyId}',
  access: 'manager',
  status: 204,
  summary: 'Delete a saved reply',
  params: replyParams,
});
