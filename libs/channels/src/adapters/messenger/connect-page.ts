import { reason } from '#libs/contracts';
import type { ChannelContext, Finding, GuardedResponse } from '../../define-channel.js';
import { field, line, list } from '../../wire/fields.js';
import { answerOf, bearer, graphErrorOf, graphUrl } from '../../wire/meta/graph-request.js';
import { describeNoAnswer } from '../../wire/send-parts.js';
import { type MessengerSettings, secretsOf } from './settings.js';

type Context = ChannelContext<MessengerSettings>;

/** The fields of a page's webhook that Waypost reads; docs/social.md says what becomes of each. */
export const pageFields = [
  'messages',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'message_deliveries',
  'message_reads',
  'messaging_postbacks',
  'messaging_referrals',
];

/** Subscribes the app to the page, so that it delivers here what is written to the page, and checks it. */
export const connectPage = (context: Context): Promise<Finding> =>
  asked(async () => {
    const fields = encodeURIComponent(pageFields.join(','));
    const url = `${graphUrl(context, context.settings.pageId, 'subscribed_apps')}?subscribed_fields=${fields}`;
    const answer = await context.tools.fetch(url, { method: 'POST', headers: tokenOf(context) });
    return field(answerOf(answer), 'success') === true ? checkPage(context) : refusal(answer, context);
  });

/** Asks for the page's name, and to which fields the app is subscribed. */
export const checkPage = (context: Context): Promise<Finding> =>
  asked(async () => {
    const page = await get(`${graphUrl(context, context.settings.pageId)}?fields=name`, context);
    const name = line(field(answerOf(page), 'name'));
    if (!name) return refusal(page, context);
    const subscribed = await get(graphUrl(context, context.settings.pageId, 'subscribed_apps'), context);
    const missing = missingIn(answerOf(subscribed));
    return missing.length
      ? { ok: false, message: reason('not-subscribed', { name: missing.join(',') }), proves: { sending: true } }
      : { ok: true, message: name, proves: { sending: true } };
  });

/** A page's token shows the subscription of its own app. */
function missingIn(answer: unknown): string[] {
  const fields = new Set(list(field(answer, 'data')).flatMap((app) => list(field(app, 'subscribed_fields'))));
  return pageFields.filter((name) => !fields.has(name));
}

const tokenOf = ({ settings }: Context) => bearer(settings.pageAccessToken);
const get = (url: string, context: Context) => context.tools.fetch(url, { headers: tokenOf(context) });

const asked = (ask: () => Promise<Finding>): Promise<Finding> =>
  ask().catch((error: unknown) => ({ ok: false, message: describeNoAnswer(error, 'Messenger') }));

const refusal = (answer: GuardedResponse, { settings }: Context): Finding => ({
  ok: false,
  message:
    graphErrorOf(answer, secretsOf(settings))?.message ??
    (answer.status < 300
      ? reason('foreign-answer', { platform: 'Messenger' })
      : reason('answered-status', { platform: 'Messenger', status: answer.status })),
});
