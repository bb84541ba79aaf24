import { z } from 'zod';
import { Id, PageQuery, page } from './common.js';
import { endpoint } from './endpoint.js';
import { replyVariables } from './reply-variables.js';

/** A text that was kept before foreign placeholders were refused, and still has some that its writer does not mean. */
export const TextWithPlaceholders = z.object({
  kind: z.enum(['saved-reply', 'article', 'channel']),
  id: Id,
  name: z.string(),
  texts: z.array(
    z.object({
      /** Empty for a channel's signature or greeting, which has none. */
      locale: z.string(),
      /** As written, with the nearest variable of ours; null when none is near. */
      placeholders: z.array(z.object({ text: z.string(), nearest: z.enum(replyVariables).nullable() })),
    }),
  ),
});
export type TextWithPlaceholders = z.infer<typeof TextWithPlaceholders>;

export const listStoredPlaceholders = endpoint({
  method: 'GET',
  path: '/api/v1/stored-placeholders',
  access: 'admin',
  summary: 'Saved replies, articles and texts of channels with placeholders that nothing fills in',
  query: PageQuery,
  response: page(TextWithPlaceholders),
});
