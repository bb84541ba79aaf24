import { reason } from '#libs/contracts';
import type { Inbound } from '../../define-channel.js';
import { field, identifier, list } from '../fields.js';
import { type Parsed, notUnderstood, withDeadLetters } from '../not-understood.js';
import { UnreadableJson, readJson } from '../read-json.js';
import { type MessagingRules, parseMessaging } from './parse-messaging.js';

/** What a webhook of pages or of Instagram accounts is held against. */
export interface BatchRules extends MessagingRules {
  platform: string;
  /** What the batch says that it is about. */
  object: string;
}

/**
 * Parses a batch of up to 1,000 events of Messenger's or Instagram's conversations. Parts that are not understood are
 * returned with the rest.
 */
export function parseBatch(body: Buffer, rules: BatchRules): Inbound[] {
  try {
    return withDeadLetters(entriesOf(readJson(body), rules));
  } catch (error) {
    if (error instanceof UnreadableJson) return [{ kind: 'unknown', reason: error.message }];
    throw error;
  }
}

function entriesOf(batch: unknown, rules: BatchRules): Parsed[] {
  const entries = list(field(batch, 'entry'));
  if (field(batch, 'object') !== rules.object || entries.length === 0)
    return [notUnderstood(reason('foreign-batch', { platform: rules.platform }), batch)];
  return entries.flatMap((entry) => parseEntry(entry, rules));
}

function parseEntry(entry: unknown, rules: BatchRules): Parsed[] {
  // Other pages of the same app have the same webhook URL and secret, but do not belong to this channel.
  if (identifier(field(entry, 'id')) !== rules.ownId) return [notUnderstood(reason('foreign-account'), entry)];
  // What is on standby is answered by another app at the moment; the shop's agents read it all the same.
  const [events, onStandby] = [list(field(entry, 'messaging')), list(field(entry, 'standby'))];
  // Instagram writes some changes into the entry itself.
  const listed = field(entry, 'field') === undefined ? list(field(entry, 'changes')) : [entry];
  const changes = listed.map((change) => notUnderstood(aboutOf(change), change));
  if (events.length + onStandby.length + changes.length === 0) return [notUnderstood(reason('entry-empty'), entry)];
  return [
    ...events.flatMap((event) => parseMessaging(event, rules)),
    ...onStandby.flatMap((event) => parseMessaging(event, { ...rules, isOnStandby: true })),
    ...changes,
  ];
}

function aboutOf(change: unknown): string {
  const name = identifier(field(change, 'field'), 60);
  return name ? reason('about-field', { name }) : reason('about-nothing');
}
