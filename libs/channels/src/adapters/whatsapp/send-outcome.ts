import { reason } from '#libs/contracts';
import type { ChannelContext, GuardedResponse, SendResult } from '../../define-channel.js';
import { field, identifier, list } from '../../wire/fields.js';
import { retryAfter } from '../../wire/send-parts.js';
import { answerOf, graphErrorOf, type GraphError } from './graph-request.js';
import type { WhatsappSettings } from './settings.js';

type Context = ChannelContext<WhatsappSettings>;

const WINDOW_CLOSED = 131047;
/** Limits of the app, the account, the number, and the pair of numbers; WhatsApp reports some of them as 400. */
const throttled = new Set([4, 80007, 130429, 131056]);

/** The token has ended or may not send, the account is locked, or the number is not registered. */
const denials = new Set([0, 10, 102, 190, 131005, 131031, 133010]);

/** The result of a send, from the provider's answer. */
export function sendOutcome(response: GuardedResponse, context: Context): SendResult {
  if (response.status >= 200 && response.status < 300) return accepted(response);
  const error = graphErrorOf(response, context);
  return error ? refused(response, error, context) : withoutError(response, context);
}

function accepted(response: GuardedResponse): SendResult {
  const externalId = identifier(field(list(field(answerOf(response), 'messages'))[0], 'id'));
  return externalId
    ? { outcome: 'sent', externalId }
    : { outcome: 'unknown', reason: reason('names-no-message', { platform: 'WhatsApp' }) };
}

/** The provider read the request and refused the message. */
function refused(response: GuardedResponse, error: GraphError, context: Context): SendResult {
  const why = `WhatsApp: ${error.message}${error.message.includes(String(error.code)) ? '' : ` (${error.code})`}`;
  if (error.code === WINDOW_CLOSED) return { outcome: 'failed', reason: reason('window-closed', { why }) };
  if (response.status !== 429 && response.status < 500 && !error.transient && !throttled.has(error.code))
    return {
      outcome: 'failed',
      reason: why,
      ...((response.status === 401 || denials.has(error.code)) && { denied: true }),
    };
  return again(response, why, context);
}

/** The answer is not the provider's own: below 500 the message was not accepted, from 500 on that is unknown. */
function withoutError(response: GuardedResponse, context: Context): SendResult {
  const why = reason('answered-status', { platform: 'WhatsApp', status: response.status });
  if (response.status === 429) return again(response, why, context);
  if (response.status >= 500 || response.status === 408) return { outcome: 'unknown', reason: why };
  return { outcome: 'failed', reason: why, ...(response.status === 401 && { denied: true }) };
}

function again(response: GuardedResponse, why: string, context: Context): SendResult {
  const afterSeconds = retryAfter(response, context.tools.now());
  return { outcome: 'retry', reason: why, ...(afterSeconds !== undefined && { afterSeconds }) };
}
