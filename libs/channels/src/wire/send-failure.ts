import type { FetchFailure, GuardedResponse, SendResult } from '../define-channel.js';

type NotSent = Exclude<SendResult, { outcome: 'sent' }>;

/** The result of a send without an answer. Retry only when the request was certainly not written. */
export function outcomeOfFailure(error: unknown): NotSent {
  const { refused, written } = error as Partial<FetchFailure>;
  if (refused) return { outcome: 'failed', reason: 'The provider’s address is not allowed' };
  if (written === false) return { outcome: 'retry', reason: 'The provider could not be reached' };
  return { outcome: 'unknown', reason: 'The provider gave no answer; it may have taken the message' };
}

/** The seconds of a Retry-After, which is a number or a date; at most an hour. */
export function retryAfter(response: GuardedResponse, now: Date): number | undefined {
  const header = response.headers.get('retry-after');
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now.getTime()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), 3_600) : undefined;
}
