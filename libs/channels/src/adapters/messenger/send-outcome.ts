import type { ChannelContext, GuardedResponse, SendResult } from '../../define-channel.js';
import { messagingRules } from '../../wire/meta/messaging-outcome.js';
import { sendOutcome } from '../../wire/meta/send-outcome.js';
import { type MessengerSettings, secretsOf } from './settings.js';

const rules = messagingRules('Messenger');

/** The result of a send, from the provider's answer. */
export const outcomeOf = (response: GuardedResponse, context: ChannelContext<MessengerSettings>): SendResult =>
  sendOutcome({ response, secrets: secretsOf(context.settings), context }, rules);
