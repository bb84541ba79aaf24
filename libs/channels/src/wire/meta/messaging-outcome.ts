import { field, identifier } from '../fields.js';
import type { GraphError } from './graph-request.js';
import type { SendRules } from './send-outcome.js';

/** Of code 10: sent after the 24 hours, and after the seven days of a person's answer; the last is Instagram's. */
const closed = new Set([2018278, 2018065, 2018108, 2534022]);
/**
 * Limits of the app, of a user, of the page or account, and of one conversation; see
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting. They are answered as 400 or 403.
 */
const throttled = new Set([4, 17, 32, 613, 80001, 80002, 80006]);
/** The token has ended, or the app may not write for the page or account. */
const denials = new Set([10, 102, 190, 200, 210, 230]);
/** Of these the token itself is at fault. */
const endedTokens = new Set([102, 190]);

export const isTokenEnded = ({ code }: GraphError): boolean => endedTokens.has(code);

/** A customer who left or blocked the page is a permission too, by its own subcode. */
const UNREACHABLE = 1545041;
/** Its reference says of this one that everything may have been sent all the same. */
const LATE_ANSWER = 1357046;

export const isThrottled = ({ code }: GraphError): boolean => throttled.has(code);

/**
 * How Messenger and Instagram answer a send; see
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes.
 */
export const messagingRules = (platform: string): SendRules => ({
  platform,
  idOf: (answer) => identifier(field(answer, 'message_id')),
  isWindowClosed: ({ code, subcode }) => code === 10 && subcode !== undefined && closed.has(subcode),
  isThrottled,
  isDenied: ({ code, subcode }) => denials.has(code) && subcode !== UNREACHABLE,
  isUnknown: ({ subcode }) => subcode === LATE_ANSWER,
});
