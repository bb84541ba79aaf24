import type { ChannelContext, GuardedResponse, SendResult } from '../../define-channel.js';
import { field, identifier, list } from '../../wire/fields.js';
import { type GraphError, graphErrorOf } from '../../wire/meta/graph-request.js';
import { type SendRules, sendOutcome } from '../../wire/meta/send-outcome.js';
import { adviceOn } from './error-codes.js';
import { type WhatsappSettings, secretsOf } from './settings.js';

/** Limits of the app, the account, the number, and the pair of numbers; WhatsApp reports some of them as 400. */
const throttled = new Set([4, 80007, 130429, 131056]);

/** The token has ended or may not send, the account is locked, or the number is not registered. */
const denials = new Set([0, 10, 102, 190, 131005, 131031, 133010]);

export const isThrottled = ({ code }: GraphError): boolean => throttled.has(code);

const rules: SendRules = {
  platform: 'WhatsApp',
  idOf: (answer) => identifier(field(list(field(answer, 'messages'))[0], 'id')),
  // Said with all other advice below.
  isWindowClosed: () => false,
  isThrottled,
  isDenied: ({ code }) => denials.has(code),
};

/** The result of a send, from the provider's answer, with what the agent can do. */
export function outcomeOf(response: GuardedResponse, context: ChannelContext<WhatsappSettings>): SendResult {
  const secrets = secretsOf(context.settings);
  const result = sendOutcome({ response, secrets, context }, rules);
  if (result.outcome !== 'failed') return result;
  const advice = adviceOn(graphErrorOf(response, secrets)?.code, result.reason);
  return advice ? { ...result, reason: advice } : result;
}
