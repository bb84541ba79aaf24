import type { ChannelContext, GuardedResponse, SendResult } from '../../define-channel.js';
import { field, identifier } from '../../wire/fields.js';
import { type SendRules, sendOutcome } from '../../wire/meta/send-outcome.js';
import { type MessengerSettings, secretsOf } from './settings.js';

/** Of code 10: sent after the 24 hours, and after the seven days of a person's answer. */
const closed = new Set([2018278, 2018065, 2018108]);
/** Limits of the app, of the page, and of one conversation. */
const throttled = new Set([4, 32, 613, 80006]);
/** The token has ended, or the app may not write for the page. */
const denials = new Set([10, 102, 190, 200, 210, 230]);
/** Its reference says of this one that everything may have been sent all the same. */
const LATE_ANSWER = 1357046;

const rules: SendRules = {
  platform: 'Messenger',
  idOf: (answer) => identifier(field(answer, 'message_id')),
  isWindowClosed: ({ code, subcode }) => code === 10 && subcode !== undefined && closed.has(subcode),
  isThrottled: ({ code }) => throttled.has(code),
  // A customer who left or blocked the page is a permission too, by its own subcode.
  isDenied: ({ code, subcode }) => denials.has(code) && subcode !== UNREACHABLE,
  isUnknown: ({ subcode }) => subcode === LATE_ANSWER,
};
const UNREACHABLE = 1545041;

/** The result of a send, from the provider's answer. See its error codes in Meta's reference of the platform. */
export const outcomeOf = (response: GuardedResponse, context: ChannelContext<MessengerSettings>): SendResult =>
  sendOutcome({ response, secrets: secretsOf(context.settings), context }, rules);
