import { z } from 'zod';
import { Id, Instant, Line, Locale, PageQuery, Text, page } from './common.js';
import { endpoint } from './endpoint.js';
import { AsWritten, isOneOf, keptForCustomers } from './kept-text.js';
import { placeholdersIn } from './placeholders.js';

export const NoticeState = z.enum([
  'due',
  'sending',
  'unknown',
  'sent',
  'in-ticket',
  'needs-agent',
  'done',
  'superseded',
]);
/** `withdrawn`: a parcel that was announced does not come. `late`: a promise has passed, or the carrier is silent. */
export const NoticeKind = z.enum(['shipped', 'withdrawn', 'delayed', 'late', 'delivered']);
export type NoticeKind = z.infer<typeof NoticeKind>;
/**
 * What a notice says besides its kind: of `shipped`, that it is a part, one more parcel, or a tracking number that came
 * later; of `late`, that the carrier is silent.
 */
export const NoticeForm = z.enum(['usual', 'part', 'parcel', 'tracking', 'silent']);
export type NoticeForm = z.infer<typeof NoticeForm>;
/** The forms of each kind. */
export const formsOfNotice: Record<NoticeKind, readonly NoticeForm[]> = {
  shipped: ['usual', 'part', 'parcel', 'tracking'],
  withdrawn: ['usual'],
  delayed: ['usual'],
  late: ['usual', 'silent'],
  delivered: ['usual'],
};

/** A notice of an order, with its text and status. */
export const ContactNotice = z.object({
  id: Id,
  kind: NoticeKind,
  state: NoticeState,
  orderId: Id,
  orderNumber: z.string(),
  storeId: Id,
  contactId: Id.nullable(),
  to: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  why: z.string().nullable(),
  at: Instant,
});
export type ContactNotice = z.infer<typeof ContactNotice>;
export const listContactNotices = endpoint({
  method: 'GET',
  path: '/api/v1/contact-notices',
  access: 'agent',
  summary: 'Notices to buyers in a state; by default those that an agent has to pass on',
  query: PageQuery.extend({ state: NoticeState.default('needs-agent') }),
  response: page(ContactNotice),
});
export const settleContactNotice = endpoint({
  method: 'POST',
  path: '/api/v1/contact-notices/{noticeId}/done',
  access: 'agent',
  summary: 'An agent has told the buyer, or there is no need',
  params: z.strictObject({ noticeId: Id }),
  response: ContactNotice,
});

/** The values that a store's own words for a notice may name. */
export const noticeVariables = [
  'order.number',
  'order.tracking',
  'order.promised',
  'order.before',
  'order.lastnews',
  'store.name',
] as const;
export type NoticeVariable = (typeof noticeVariables)[number];

/** A store's own words for one form of a notice, in one language. */
export const NoticeWords = keptForCustomers(
  z.strictObject({ form: NoticeForm, locale: Locale, subject: Line(200), text: Text(3_000), asWritten: AsWritten }),
  ['subject', 'text'],
  noticeVariables,
);
export type NoticeWords = z.infer<typeof NoticeWords>;
/** A template in which one form of a notice is told once free replies are over, for buyers of its language. */
export const NoticeTemplate = z.strictObject({
  form: NoticeForm,
  channelId: Id,
  name: z.string().min(1).max(512),
  language: z.string().min(1).max(35),
  /** By part and name of the template's variable, as in `body.1`: words with the values that a notice may name. */
  values: z.record(
    z.string().regex(/^(header|body|buttons)\.\w{1,60}$/),
    Line(300).refine(
      (text) => placeholdersIn(text).every((found) => isOneOf(noticeVariables, found.text)),
      `only ${noticeVariables.join(', ')}`,
    ),
  ),
});
export type NoticeTemplate = z.infer<typeof NoticeTemplate>;

/**
 * Whether a store sends a kind of notice, and its own words: where it has none in the buyer's language, ours are sent.
 */
export const NoticeSettings = z.object({
  kind: NoticeKind,
  active: z.boolean(),
  words: z.array(NoticeWords),
  templates: z.array(NoticeTemplate),
  forms: z.array(NoticeForm),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;
const noticesPath = '/api/v1/stores/{storeId}/notices';
export const listNoticeSettings = endpoint({
  method: 'GET',
  path: noticesPath,
  access: 'agent',
  summary: 'Which news of orders a store’s buyers get, and in which words',
  params: z.strictObject({ storeId: Id }),
  response: z.object({ items: z.array(NoticeSettings) }),
});
export const putNoticeSettings = endpoint({
  method: 'PUT',
  path: `${noticesPath}/{kind}`,
  access: 'admin',
  summary: 'Switch a kind of news on or off, and word it; what happened while it was off is not told later',
  params: z.strictObject({ storeId: Id, kind: NoticeKind }),
  body: z.strictObject({
    active: z.boolean(),
    words: z
      .array(NoticeWords)
      .max(160)
      .refine(
        (words) => new Set(words.map(({ form, locale }) => `${form}/${locale.toLowerCase()}`)).size === words.length,
        'one text per form and language',
      )
      .default([]),
    /** Without them, those that are stored stay. */
    templates: z
      .array(NoticeTemplate)
      .max(160)
      .refine(
        (all) =>
          new Set(all.map(({ form, channelId, language }) => `${form}/${channelId}/${language}`)).size === all.length,
        'one template per form, channel and language',
      )
      .optional(),
  }),
  response: NoticeSettings,
});
