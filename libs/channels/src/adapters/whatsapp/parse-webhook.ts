import { reason } from '#libs/contracts';
import type { ChannelContext, Inbound } from '../../define-channel.js';
import { field, identifier, list } from '../../wire/fields.js';
import { notUnderstood, type Parsed, withDeadLetters } from '../../wire/not-understood.js';
import { readJson, UnreadableJson } from '../../wire/read-json.js';
import { type Names, namesIn } from './addresses.js';
import { parseUserIdUpdate } from './parse-address-change.js';
import { isAlert, parseAlert } from './parse-alert.js';
import { parseCall } from './parse-call.js';
import { parseEcho } from './parse-echo.js';
import { parseMessage } from './parse-message.js';
import { parseStatus } from './parse-status.js';
import type { WhatsappSettings } from './settings.js';

type Context = ChannelContext<WhatsappSettings>;
type ReadPart = (part: unknown, names: Names, now: Date) => Parsed[];

/** The fields of a webhook that are about a number's conversations, and the lists of their values. */
const parts = new Map<unknown, [key: string, read: ReadPart][]>([
  [
    'messages',
    [
      ['messages', parseMessage],
      ['statuses', (status, _names, now) => parseStatus(status, now)],
      ['errors', (error) => [notUnderstood(reason('provider-error'), error)]],
    ],
  ],
  ['smb_message_echoes', [['message_echoes', parseEcho]]],
  // How a call of ours rings says nothing that its end does not say.
  [
    'calls',
    [
      ['calls', parseCall],
      ['statuses', () => []],
    ],
  ],
  ['user_id_update', [['user_id_update', (update, _names, now) => [parseUserIdUpdate(update, now)]]]],
]);

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
    return [notUnderstood(reason('foreign-batch', { platform: 'WhatsApp' }), batch)];
  return entries.flatMap((entry) => {
    const changes = list(field(entry, 'changes'));
    return changes.length > 0
      ? changes.flatMap((change) => parseChange(change, entry, context))
      : [notUnderstood(reason('entry-empty'), entry)];
  });
}

function parseChange(change: unknown, entry: unknown, { settings, tools }: Context): Parsed[] {
  const subject = field(change, 'field');
  const now = tools.now();
  if (isAlert(subject)) return parseAlert(change, entry, settings, now);
  const value = field(change, 'value');
  const known = parts.get(subject);
  if (!known) return [notUnderstood(aboutOf(subject), change)];
  // Other numbers of the same app have the same webhook URL and secret, but do not belong to this channel.
  if (identifier(field(value, 'metadata', 'phone_number_id')) !== settings.phoneNumberId)
    return [notUnderstood(reason('foreign-number'), change)];
  const lists = known.map(([key, read]) => ({ items: list(field(value, key)), read }));
  if (lists.every(({ items }) => items.length === 0)) return [notUnderstood(reason('change-empty'), change)];
  const names = namesIn(value);
  return lists.flatMap(({ items, read }) => items.flatMap((item) => read(item, names, now)));
}

function aboutOf(subject: unknown): string {
  const name = identifier(subject, 60);
  return name ? reason('about-field', { name }) : reason('about-nothing');
}
