import { reason } from '#libs/contracts';
import type { InboundMessage, InboundSender } from '../../define-channel.js';
import { field, identifier, line, list, number, text, unixTime } from '../fields.js';
import { type Parsed, notUnderstood } from '../not-understood.js';
import { readCallbackData } from './callback-data.js';
import { type Content, contentOf } from './messaging-content.js';
import { referenceOf } from './messaging-reference.js';

/** Of whose conversations the events are. */
export interface MessagingRules {
  /** The kind of identity of the people. */
  kind: string;
  /** The id of the page or account. */
  ownId: string;
  now: Date;
  /** Another app answers the conversation at the moment. */
  isOnStandby?: boolean;
}

type Read = (event: unknown, person: InboundSender, rules: MessagingRules) => Parsed[];

/** What an event may hold, the first that it has decides. */
const readers: [key: string, read: Read][] = [
  ['message', readMessage],
  ['message_edit', readEdit],
  ['reaction', readReaction],
  ['postback', readPostback],
  ['delivery', readDelivery],
  ['read', readSeen],
  ['referral', readReferral],
];

/** Reads one event of a conversation. */
export function parseMessaging(event: unknown, rules: MessagingRules): Parsed[] {
  const known = readers.find(([key]) => field(event, key) !== undefined);
  const person = personOf(event, rules);
  if (!known) return [notUnderstood(reason('update-unknown'), event)];
  if (!person) return [notUnderstood(reason(isEcho(event) ? 'echo-nameless' : 'message-nameless'), event)];
  return known[1](event, person, rules);
}

const isEcho = (event: unknown): boolean => field(event, 'message', 'is_echo') === true;

/**
 * The customer: to whom an echo was written, and from whom all else came. What the page or account itself did, such as
 * a reaction in the app, is never theirs.
 */
function personOf(event: unknown, { kind, ownId }: MessagingRules): InboundSender | undefined {
  const value = identifier(field(event, isEcho(event) ? 'recipient' : 'sender', 'id'), 100);
  return value === undefined || value === ownId ? undefined : { kind, value, verified: true };
}

/** Their clocks count in milliseconds. */
export const moment = (value: unknown, now: Date): Date | undefined => {
  const ms = number(value);
  return ms === undefined ? undefined : unixTime(ms / 1_000, now);
};

const timeOf = (event: unknown, { now }: MessagingRules) => moment(field(event, 'timestamp'), now);

function readMessage(event: unknown, person: InboundSender, rules: MessagingRules): Parsed[] {
  const message = field(event, 'message');
  const externalId = identifier(field(message, 'mid'));
  const sentAt = timeOf(event, rules);
  const isOurs = isEcho(event);
  if (!externalId) return [notUnderstood(reason(isOurs ? 'echo-nameless' : 'message-nameless'), event)];
  if (field(message, 'is_deleted') === true)
    return [{ kind: 'edit', externalId, deleted: true, ...(isOurs && { ours: true }), ...(sentAt && { at: sentAt }) }];
  const content = contentOf(message);
  if (isOurs) return echoOf(message, externalId, { person, content, sentAt });
  return [messageOf(externalId, rules, { person, content, sentAt, about: referenceOf(message), raw: event })];
}

interface Said {
  person: InboundSender;
  content: Content;
  sentAt: Date | undefined;
  about?: InboundMessage['about'];
  /** Kept where the content does not hold all of it. */
  raw?: unknown;
}

function messageOf(
  externalId: string,
  { isOnStandby = false }: MessagingRules,
  { person, content, sentAt, about, raw }: Said,
): InboundMessage {
  const flags = content.flags ?? [];
  const isIncomplete = flags.includes('unsupported') || flags.includes('truncated');
  return {
    kind: 'message',
    externalId,
    sender: person,
    text: content.text,
    files: content.files ?? [],
    ...(sentAt && { sentAt }),
    flags,
    mayAutoReply: flags.length === 0 && !isOnStandby,
    ...(about && { about }),
    ...(isIncomplete && { raw: Buffer.from(JSON.stringify(raw)) }),
  };
}

/**
 * What we sent ourselves returns with the mark that we gave it. Another installation at the same page marks in the same
 * form, so the mark alone does not show that it was us.
 */
function echoOf(message: unknown, externalId: string, { person, content, sentAt }: Said): Parsed[] {
  const mark = readCallbackData(field(message, 'metadata'));
  const about = referenceOf(message);
  return [
    {
      kind: 'echo',
      externalId,
      // That the shop wrote to an id does not show who has it.
      recipient: { ...person, verified: false },
      text: content.text,
      files: content.files ?? [],
      ...(sentAt && { sentAt }),
      flags: content.flags ?? [],
      ...(about && { about }),
      ...(mark && { mark }),
    },
  ];
}

function readEdit(event: unknown, _person: InboundSender, rules: MessagingRules): Parsed[] {
  const edit = field(event, 'message_edit');
  const [externalId, said] = [identifier(field(edit, 'mid')), text(field(edit, 'text'))];
  const at = timeOf(event, rules);
  return externalId && said
    ? [{ kind: 'edit', externalId, text: said, ...(at && { at }) }]
    : [notUnderstood(reason('edit-unknown'), event)];
}

/** A person has one reaction to a message: another one replaces it. */
function readReaction(event: unknown, person: InboundSender, rules: MessagingRules): Parsed[] {
  const reaction = field(event, 'reaction');
  const target = identifier(field(reaction, 'mid'), 200);
  const action = field(reaction, 'action');
  const at = timeOf(event, rules);
  if (!target || (action !== 'react' && action !== 'unreact'))
    return [notUnderstood(reason('reaction-unknown'), event)];
  const slot = `reaction/${person.value}/${target}`.slice(0, 250);
  if (action === 'unreact') return [{ kind: 'slot-cleared', slot, ...(at && { at }) }];
  const shown = text(field(reaction, 'emoji'), 50) ?? line(field(reaction, 'reaction'), 50);
  if (!shown) return [notUnderstood(reason('reaction-unknown'), event)];
  const content: Content = { text: shown, flags: ['reaction'] };
  const said = messageOf(`${slot}/${at?.getTime() ?? ''}`.slice(-250), rules, {
    person,
    content,
    sentAt: at,
    about: { quoted: { externalId: target } },
  });
  return [{ ...said, slot }];
}

/** A button, the "Get started" button or an entry of the menu was pressed. */
function readPostback(event: unknown, person: InboundSender, rules: MessagingRules): Parsed[] {
  const postback = field(event, 'postback');
  const said = text(field(postback, 'title'), 1_000) ?? line(field(postback, 'payload'), 1_000);
  const sentAt = timeOf(event, rules);
  const externalId = identifier(field(postback, 'mid')) ?? madeId('postback', person, sentAt);
  if (!said || !externalId) return [notUnderstood(reason('message-nameless'), event)];
  return [messageOf(externalId, rules, { person, content: { text: said }, sentAt, about: referenceOf(postback) })];
}

/** Someone comes back to their conversation by an advertisement or a link. They say nothing yet. */
function readReferral(event: unknown, person: InboundSender, rules: MessagingRules): Parsed[] {
  const sentAt = timeOf(event, rules);
  const externalId = madeId('referral', person, sentAt);
  const about = referenceOf(event);
  const shown = about?.ad?.title ?? about?.product?.id ?? line(field(event, 'referral', 'ref'), 300);
  if (!externalId || !shown) return [notUnderstood(reason('update-unknown'), event)];
  return [messageOf(externalId, rules, { person, content: { text: `↪ ${shown}`, flags: ['system'] }, sentAt, about })];
}

/** Of events that have no id: one person does one such thing in a millisecond. */
const madeId = (what: string, { value }: InboundSender, at: Date | undefined) =>
  at && `${what}/${value}/${at.getTime()}`;

/** Named messages were delivered, and all that were sent before the watermark. */
function readDelivery(event: unknown, person: InboundSender, { now }: MessagingRules): Parsed[] {
  const delivery = field(event, 'delivery');
  const mids = list(field(delivery, 'mids'))
    .map((mid) => identifier(mid))
    .filter((mid) => mid !== undefined);
  const until = moment(field(delivery, 'watermark'), now);
  const named = mids.map((externalId): Parsed => ({ kind: 'status', externalId, status: 'delivered' }));
  const before = until ? [watermark('delivered', person, until)] : [];
  return named.length + before.length ? [...named, ...before] : [notUnderstood(reason('status-unknown'), event)];
}

/** Messenger names a moment, Instagram the last message that was seen. */
function readSeen(event: unknown, person: InboundSender, rules: MessagingRules): Parsed[] {
  const externalId = identifier(field(event, 'read', 'mid'));
  const until = moment(field(event, 'read', 'watermark'), rules.now) ?? (externalId && timeOf(event, rules));
  const at = timeOf(event, rules);
  const named: Parsed[] = externalId ? [{ kind: 'status', externalId, status: 'read', ...(at && { at }) }] : [];
  const before = until ? [watermark('read', person, until)] : [];
  return named.length + before.length ? [...named, ...before] : [notUnderstood(reason('status-unknown'), event)];
}

const watermark = (status: 'delivered' | 'read', { kind, value }: InboundSender, until: Date): Parsed => ({
  kind: 'watermark',
  status,
  recipient: { kind, value },
  until,
});
