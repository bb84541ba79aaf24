import type { GuardedResponse } from '../../define-channel.js';
import { field, list, number } from '../fields.js';
import { UnreadableJson, readJson } from '../read-json.js';

const longestSeconds = 3_600;

/**
 * After how many seconds, at most an hour, Meta expects to take requests again; undefined where it does not say. It
 * names minutes in a header of its own, where others send Retry-After; see
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting.
 */
export function regainAccessAfter(response: GuardedResponse): number | undefined {
  const usage = Object.values(usageIn(response)).flatMap(list);
  const minutes = usage.map((each) => number(field(each, 'estimated_time_to_regain_access')) ?? 0);
  const longest = Math.max(0, ...minutes.slice(0, 100));
  return longest > 0 ? Math.min(Math.ceil(longest * 60), longestSeconds) : undefined;
}

function usageIn({ headers }: GuardedResponse): object {
  const header = headers.get('x-business-use-case-usage');
  try {
    const usage = header ? readJson(Buffer.from(header)) : undefined;
    return typeof usage === 'object' && usage !== null ? usage : {};
  } catch (error) {
    if (error instanceof UnreadableJson) return {};
    throw error;
  }
}
