import { reason } from '#libs/contracts';
import type { ChannelContext, GuardedResponse, SendResult } from '../../define-channel.js';
import { retryAfter } from '../send-parts.js';
import { type GraphError, answerOf, graphErrorOf } from './graph-request.js';
import { regainAccessAfter } from './regain-access.js';

/** How a product of Meta's answers a send, by the codes of its errors. */
export interface SendRules {
  platform: string;
  /** The id of the accepted message in an answer. */
  idOf(answer: unknown): string | undefined;
  /** The customer has not written for too long. */
  isWindowClosed(error: GraphError): boolean;
  /** Limits, of which some are reported as 400. */
  isThrottled(error: GraphError): boolean;
  /** The token has ended or may not send, or the account is locked: nothing else can be sent either. */
  isDenied(error: GraphError): boolean;
  /** It is not said whether the message was sent. */
  isUnknown?(error: GraphError): boolean;
}

type Answered = { response: GuardedResponse; secrets: string[]; context: ChannelContext<unknown> };

/** The result of a send, from the provider's answer. */
export function sendOutcome(answered: Answered, rules: SendRules): SendResult {
  const { response, secrets } = answered;
  if (response.status >= 200 && response.status < 300) return accepted(response, rules);
  const error = graphErrorOf(response, secrets);
  return error ? refused(answered, error, rules) : withoutError(answered, rules);
}

function accepted(response: GuardedResponse, { idOf, platform }: SendRules): SendResult {
  const externalId = idOf(answerOf(response));
  return externalId
    ? { outcome: 'sent', externalId }
    : { outcome: 'unknown', reason: reason('names-no-message', { platform }) };
}

/** The provider read the request and refused the message. */
function refused(answered: Answered, error: GraphError, rules: SendRules): SendResult {
  const { status } = answered.response;
  const code = error.message.includes(String(error.code)) ? '' : ` (${error.code})`;
  const why = `${rules.platform}: ${error.message}${code}`;
  if (rules.isWindowClosed(error)) return { outcome: 'failed', reason: reason('window-closed', { why }) };
  if (rules.isUnknown?.(error)) return { outcome: 'unknown', reason: why };
  if (status !== 429 && status < 500 && !error.transient && !rules.isThrottled(error))
    return { outcome: 'failed', reason: why, ...((status === 401 || rules.isDenied(error)) && { denied: true }) };
  return again(answered, why);
}

/** The answer is not the provider's own: below 500 the message was not accepted, from 500 on that is unknown. */
function withoutError(answered: Answered, { platform }: SendRules): SendResult {
  const { status } = answered.response;
  const why = reason('answered-status', { platform, status });
  if (status === 429) return again(answered, why);
  if (status >= 500 || status === 408) return { outcome: 'unknown', reason: why };
  return { outcome: 'failed', reason: why, ...(status === 401 && { denied: true }) };
}

function again({ response, context }: Answered, why: string): SendResult {
  const afterSeconds = retryAfter(response, context.tools.now()) ?? regainAccessAfter(response);
  return { outcome: 'retry', reason: why, ...(afterSeconds !== undefined && { afterSeconds }) };
}
