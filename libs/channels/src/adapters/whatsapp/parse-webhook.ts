import type { ChannelContext, Inbound } from '../../define-channel.js';
import { boundUnknown } from '../../wire/bounded-inbound.js';
import { field, identifier, list, part } from '../../wire/fields.js';
import { readJson, UnreadableJson } from '../../wire/read-json.js';
import { parseMessage } from './parse-message.js';
import { parseStatus } from './parse-status.js';
import { namesIn } from './sender.js';
import type { WhatsappSettings } from './settings.js';

type Context = ChannelContext<WhatsappSettings>;

/** A batch of up to 1,000 changes, each about one phone number; what is not understood stands beside what is. */
export function parseWebhook(body: Buffer, context: Context): Inbound[] {
  try {
    return boundUnknown(parseBatch(readJson(body), context));
  } catch (error) {
    if (error instanceof UnreadableJson) return [{ kind: 'unknown', reason: error.message }];
    throw error;
  }
}

function parseBatch(batch: unknown, context: Context): Inbound[] {
  const entries = list(field(batch, 'entry'));
  if (field(batch, 'object') !== 'whatsapp_business_account' || entries.length === 0) return [{ kind: 'unknown', reason: 'not a WhatsApp batch', part: part(batch) }];
  return entries.flatMap((entry) => {
    const changes = list(field(entry, 'changes'));
    return changes.length > 0 ? changes.flatMap((change) => parseChange(change, context)) : [{ kind: 'unknown' as const, reason: 'entry without changes', part: part(entry) }];
  });
}

function parseChange(change: unknown, context: Context): Inbound[] {
  const value = field(change, 'value');
  const reason = whyNotOurs(change, value, context.settings);
  if (reason) return [{ kind: 'unknown', reason, part: part(change) }];
  const names = namesIn(value);
  const entries = [
    ...list(field(value, 'messages')).flatMap((message) => parseMessage(message, names, context.tools.now())),
    ...list(field(value, 'statuses')).flatMap((status) => parseStatus(status, context.tools.now())),
    ...list(field(value, 'errors')).map((error): Inbound => ({ kind: 'unknown', reason: 'the provider reports an error', part: part(error) })),
  ];
  const nothing = !['messages', 'statuses', 'errors'].some((key) => list(field(value, key)).length > 0);
  return nothing ? [{ kind: 'unknown', reason: 'change without messages or statuses', part: part(change) }] : entries;
}

/** Another number of the same app is delivered to the same address and signed with the same secret: it is not this channel's. */
function whyNotOurs(change: unknown, value: unknown, settings: WhatsappSettings): string | undefined {
  const subject = field(change, 'field');
  if (subject !== 'messages') return `about ${identifier(subject, 60) ?? 'nothing we know'}`;
  return identifier(field(value, 'metadata', 'phone_number_id')) === settings.phoneNumberId ? undefined : 'foreign phone number id';
}
