import type { ChannelContext, Inbound } from '../../define-channel.js';
import { field, identifier, list } from '../../wire/fields.js';
import { notUnderstood, type Parsed, withDeadLetters } from '../../wire/not-understood.js';
import { readJson, UnreadableJson } from '../../wire/read-json.js';
import { parseMessage } from './parse-message.js';
import { parseStatus } from './parse-status.js';
import { namesIn } from './sender.js';
import type { WhatsappSettings } from './settings.js';

type Context = ChannelContext<WhatsappSettings>;

/**
 * Parses a batch of up to 1,000 changes, each of one phone number. Parts that are not understood are returned with the
 * rest.
 */
export function parseWebhook(body: Buffer, context: Context): Inbound[] {
  try {
    return withDeadLetters(parseBatch(readJson(body), context));
  } catch (error) {
    if (error instanceof UnreadableJson) return [{ kind: 'unknown', reason: error.message }];
    throw error;
  }
}

function parseBatch(batch: unknown, context: Context): Parsed[] {
  const entries = list(field(batch, 'entry'));
  if (field(batch, 'object') !== 'whatsapp_business_account' || entries.length === 0)
    return [notUnderstood('not a WhatsApp batch', batch)];
  return entries.flatMap((entry) => {
    const changes = list(field(entry, 'changes'));
    return changes.length > 0
      ? changes.flatMap((change) => parseChange(change, context))
      : [notUnderstood('entry without changes', entry)];
  });
}

function parseChange(change: unknown, context: Context): Parsed[] {
  const value = field(change, 'value');
  const reason = whyNotOurs(change, value, context.settings);
  if (reason) return [notUnderstood(reason, change)];
  const [messages, statuses, errors] = ['messages', 'statuses', 'errors'].map((key) => list(field(value, key))) as [
    unknown[],
    unknown[],
    unknown[],
  ];
  if (messages.length + statuses.length + errors.length === 0)
    return [notUnderstood('change without messages or statuses', change)];
  const names = namesIn(value);
  const now = context.tools.now();
  return [
    ...messages.flatMap((message) => parseMessage(message, names, now)),
    ...statuses.flatMap((status) => parseStatus(status, now)),
    ...errors.map((error) => notUnderstood('the provider reports an error', error)),
  ];
}

/** Other numbers of the same app have the same webhook URL and secret, but do not belong to this channel. */
function whyNotOurs(change: unknown, value: unknown, settings: WhatsappSettings): string | undefined {
  const subject = field(change, 'field');
  if (subject !== 'messages') return `about ${identifier(subject, 60) ?? 'nothing we know'}`;
  return identifier(field(value, 'metadata', 'phone_number_id')) === settings.phoneNumberId
    ? undefined
    : 'foreign phone number id';
}
