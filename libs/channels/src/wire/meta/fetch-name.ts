import type { ChannelContext } from '../../define-channel.js';
import { field, line } from '../fields.js';
import { answerOf, bearer, graphErrorOf, graphUrl } from './graph-request.js';
import { isThrottled } from './messaging-outcome.js';

/**
 * A person's name at Meta, by the first of `fields` that they have. Null when they have none or the app may not ask;
 * throws while Meta cannot be asked.
 */
export async function fetchProfileName(
  personId: string,
  fields: string[],
  token: string,
  context: ChannelContext<{ apiBaseUrl: string }>,
): Promise<string | null> {
  const url = `${graphUrl(context, personId)}?fields=${fields.join(',')}`;
  const response = await context.tools.fetch(url, { headers: bearer(token) });
  if (response.status === 200) {
    const profile = answerOf(response);
    return profileName(profile, fields) ?? null;
  }
  const error = graphErrorOf(response, [token]);
  const isTransient = response.status >= 500 || response.status === 429 || error?.transient;
  if (isTransient || (error && isThrottled(error))) throw new Error(`Meta answered with status ${response.status}`);
  return null;
}

/** The first of the fields that a profile has, a username with the sign by which it is written. */
export const profileName = (profile: unknown, fields: string[]): string | undefined =>
  fields
    .map((name) => ({ sign: name === 'username' ? '@' : '', name: line(field(profile, name)) }))
    .filter(({ name }) => name !== undefined)
    .map(({ sign, name }) => `${sign}${name}`)
    .at(0);
