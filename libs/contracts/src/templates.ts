import { z } from 'zod';
import { Id, Instant, Line, PageQuery, page } from './common.js';
import { endpoint } from './endpoint.js';

/** Whether a template may be sent: only one that is `approved`. */
export const TemplateStatus = z.enum(['approved', 'pending', 'rejected', 'paused', 'disabled']);
export type TemplateStatus = z.infer<typeof TemplateStatus>;
/** How its readers take a template, by what its provider says. */
export const TemplateQuality = z.enum(['high', 'medium', 'low', 'unrated']);
export type TemplateQuality = z.infer<typeof TemplateQuality>;
export const TemplateCategory = z.enum(['utility', 'marketing', 'authentication', 'other']);
export type TemplateCategory = z.infer<typeof TemplateCategory>;

const TemplateContent = z.object({
  header: z.object({ format: z.enum(['text', 'image', 'video', 'document']), text: z.string().nullable() }).nullable(),
  /** Variables are written as in {{1}} or {{name}}. */
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(
    z.object({
      kind: z.enum(['url', 'reply', 'phone', 'code']),
      text: z.string(),
      /** The address of a link, which may end in a variable, or a number to call. */
      value: z.string().nullable(),
    }),
  ),
});

/** A message that the provider of a channel has approved. */
export const Template = TemplateContent.extend({
  id: Id,
  name: z.string(),
  /** As the provider writes it, such as `pt_BR`. */
  language: z.string(),
  category: TemplateCategory,
  status: TemplateStatus,
  quality: TemplateQuality,
  /** Why it is not approved, in the provider's words. */
  reason: z.string().nullable(),
  /** Whether it can be sent from here: it is approved, and made only of parts that are known here. */
  sendable: z.boolean(),
  /** What needs a value, in the order in which a reader meets it. */
  variables: z.array(
    z.object({
      part: z.enum(['header', 'body', 'buttons']),
      /** A number or a name; `file` of a header's file; of a button its place, from 0. */
      name: z.string(),
      /** A value of `text` is typed; all others are the id of an upload. */
      kind: z.enum(['text', 'image', 'video', 'document']),
      /** What the author of the template gave as an example. */
      example: z.string().nullable(),
    }),
  ),
});
export type Template = z.infer<typeof Template>;

/** Values by the names of a template's variables. */
const Values = z.record(z.string().max(60), Line(1_024));
/** A template to be sent in place of a text. */
export const TemplateToSend = z.strictObject({
  name: z.string().min(1).max(512),
  language: z.string().min(1).max(35),
  variables: z
    .strictObject({
      /** `{ "file": "…" }` with the id of an upload where the header is a file. */
      header: Values.optional(),
      body: Values.optional(),
      /** By the place of the button, from 0. */
      buttons: Values.optional(),
    })
    .default({}),
});
export type TemplateToSend = z.infer<typeof TemplateToSend>;

const params = z.strictObject({ channelId: Id });
export const listTemplates = endpoint({
  method: 'GET',
  path: '/api/v1/channels/{channelId}/templates',
  access: 'agent',
  summary: 'The templates of a channel as they were last read from its provider',
  params,
  query: PageQuery,
  response: page(Template).extend({
    /** When they were read last; null when they never were. */
    syncedAt: Instant.nullable(),
    /** Why they could not be read last. */
    error: z.string().nullable(),
  }),
});
export const syncTemplates = endpoint({
  method: 'POST',
  path: '/api/v1/channels/{channelId}/templates/sync',
  access: 'admin',
  status: 202,
  summary: 'Read the channel’s templates from its provider, soon; asked for again before that it is done once',
  params,
});
