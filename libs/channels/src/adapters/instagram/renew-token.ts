import { reason } from '#libs/contracts';
import type { ChannelContext, Renewal } from '../../define-channel.js';
import { field, number, text } from '../../wire/fields.js';
import { answerOf, graphErrorOf, graphUrl } from '../../wire/meta/graph-request.js';
import { describeNoAnswer } from '../../wire/send-parts.js';
import { type InstagramSettings, secretsOf } from './settings.js';

const ENDED = 190;

/**
 * Has a token of 60 days replaced by one that ends 60 days from now. Instagram takes the present one as a parameter of
 * the address alone; see https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token.
 */
export async function renewToken(context: ChannelContext<InstagramSettings>): Promise<Renewal> {
  const { settings, tools } = context;
  const query = new URLSearchParams({ grant_type: 'ig_refresh_token', access_token: settings.accessToken });
  const answer = await tools
    .fetch(`${graphUrl(context, 'refresh_access_token')}?${query.toString()}`)
    .catch((error: unknown) => ({ failure: describeNoAnswer(error, 'Instagram') }));
  if ('failure' in answer) return answer;
  const accessToken = text(field(answerOf(answer), 'access_token'), 2_000);
  const seconds = number(field(answerOf(answer), 'expires_in'));
  if (answer.status === 200 && accessToken && seconds && seconds > 0)
    return { settings: { accessToken }, endsAt: new Date(tools.now().getTime() + seconds * 1_000) };
  const error = graphErrorOf(answer, secretsOf(settings));
  return {
    failure: error?.message ?? reason('answered-status', { platform: 'Instagram', status: answer.status }),
    ...(error?.code === ENDED && { denied: true }),
  };
}
