import { reason } from '#libs/contracts';
import type { ChannelContext, Finding, GuardedResponse } from '../../define-channel.js';
import { field, list } from '../fields.js';
import { describeNoAnswer } from '../send-parts.js';
import { answerOf, bearer, graphErrorOf, graphUrl } from './graph-request.js';
import { isTokenEnded } from './messaging-outcome.js';

/** A page or an account, and what Waypost wants to have delivered of it. */
export interface ConnectedAccount {
  platform: string;
  id: string;
  token: string;
  /** Values that must not appear in a result. */
  secrets: string[];
  /** The fields of its webhook that Waypost reads. */
  fields: string[];
  /** What its name is made of. */
  nameFields: string[];
  nameOf(profile: unknown): string | undefined;
}

type Context = ChannelContext<{ apiBaseUrl: string }>;

/** Subscribes the app to the account, so that it delivers here what is written to it, and checks it. */
export const connectAccount = (context: Context, account: ConnectedAccount): Promise<Finding> =>
  asked(account, async () => {
    const fields = encodeURIComponent(account.fields.join(','));
    const url = `${graphUrl(context, account.id, 'subscribed_apps')}?subscribed_fields=${fields}`;
    const answer = await context.tools.fetch(url, { method: 'POST', headers: bearer(account.token) });
    return field(answerOf(answer), 'success') === true ? checkAccount(context, account) : refusal(answer, account);
  });

/** Asks for the account's name, and to which fields the app is subscribed. */
export const checkAccount = (context: Context, account: ConnectedAccount): Promise<Finding> =>
  asked(account, async () => {
    const get = (url: string) => context.tools.fetch(url, { headers: bearer(account.token) });
    const profile = await get(`${graphUrl(context, account.id)}?fields=${account.nameFields.join(',')}`);
    const name = profile.status < 300 ? account.nameOf(answerOf(profile)) : undefined;
    if (!name) return refusal(profile, account);
    const subscription = await get(graphUrl(context, account.id, 'subscribed_apps'));
    if (subscription.status >= 300) return refusal(subscription, account);
    const missing = missingIn(answerOf(subscription), account);
    return missing.length
      ? { ok: false, message: reason('not-subscribed', { name: missing.join(',') }), proves: { sending: true } }
      : { ok: true, message: name, proves: { sending: true } };
  });

/** An account's token shows the subscription of its own app. */
function missingIn(answer: unknown, { fields }: ConnectedAccount): string[] {
  const subscribed = new Set(list(field(answer, 'data')).flatMap((app) => list(field(app, 'subscribed_fields'))));
  return fields.filter((name) => !subscribed.has(name));
}

const asked = ({ platform }: ConnectedAccount, ask: () => Promise<Finding>): Promise<Finding> =>
  ask().catch((error: unknown) => ({ ok: false, message: describeNoAnswer(error, platform) }));

function refusal(answer: GuardedResponse, { platform, secrets }: ConnectedAccount): Finding {
  const error = graphErrorOf(answer, secrets);
  if (error && isTokenEnded(error))
    return { ok: false, message: reason('credentials-refused', { why: error.message }) };
  if (error) return { ok: false, message: error.message };
  const { status } = answer;
  const why = status < 300 ? reason('foreign-answer', { platform }) : reason('answered-status', { platform, status });
  return { ok: false, message: why };
}
