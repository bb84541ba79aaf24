/**
 * Why something was not sent, not understood or does not work: all that the server itself says of it, in English, with
 * its values in braces. Stored as the sentence; `readReason` finds it again, so that agents read it in their language.
 * `{why}` are the provider's words, or another of these. A sentence that has changed stays here in its old form too, as
 * long as rows may hold it. Browsers import this file as `#reasons`.
 */
export const reasons = {
  // A message is sent.
  'message-empty': 'The message is empty',
  'text-too-long': '{platform} takes at most {max} characters',
  'text-has-too-many-bytes': '{platform} takes at most {max} bytes of text, and this has {count}',
  'file-type-refused': '{platform} takes no files of the type {name}',
  'file-too-large': '{platform} takes files of the type {name} up to {max} MB',
  'no-address': 'The customer has no {platform} address',
  'address-not-valid': 'The address of the recipient is not valid',
  'window-closed': 'The 24-hour reply window is closed. {why}',
  'window-closed-template':
    'The 24-hour reply window is closed: send a template, or wait until the customer writes. {why}',
  'template-parameters':
    'The values do not fit the template: have the templates read again in the channel’s settings, then send it anew. {why}',
  'template-unknown': 'The template does not exist in this language any more: choose another one. {why}',
  'template-too-long': 'The template is too long with these values: shorten them. {why}',
  'template-policy': 'The values go against the rules for templates: change them. {why}',
  'template-paused': 'The template is paused, since customers took it badly: choose another one, or wait. {why}',
  'template-disabled': 'The template is disabled for good: choose another one. {why}',
  undeliverable:
    'The customer cannot be reached there: they may have no account, an old app or have blocked you. Try another channel. {why}',
  'held-back':
    'Held back, since the customer has had many messages of this kind: wait a day, or use another channel. {why}',
  'opted-out':
    'The customer wants no advertising from you any more: send none; other templates still reach them. {why}',
  'window-over': 'The time to answer freely on this channel is over',
  'names-no-message': '{platform} accepted the request but named no message',
  'answered-status': '{platform} answered with status {status}',
  'parts-sent-before': 'Every part was sent before',
  'not-reached': 'The provider could not be reached',
  'no-answer': 'The provider gave no answer; it may have taken the message',
  'address-refused': 'The provider’s address is not allowed',
  'address-refused-why': 'The provider’s address is not allowed: {why}',
  'private-address': 'it is private, and ALLOWED_PRIVATE_HOSTS does not name it',
  'unusable-address': 'nothing may be sent to such an address',
  'stopped-sending': 'Waypost stopped while sending',
  'no-owner': 'Nothing here sends {name}',
  'file-lost': 'A file of the message is lost',
  'cannot-send': 'The channel cannot send',
  'adapter-failed': 'The adapter failed: {why}',
  'channel-gone': 'The channel does not exist any more',
  'channel-off': 'The channel is switched off',
  'address-of-another': 'This address belongs to another contact now',
  'no-mail-channel': 'There is no mail channel to send from',
  'not-delivered': 'not delivered',
  // A mail is sent, or a mailbox is read.
  'no-mail-server': 'No server for outgoing mail is set',
  'mail-sign-in': 'The mail server did not accept the user or password',
  'mail-refused': 'The mail server did not accept the mail',
  'mail-answered': 'The mail server answered {why}',
  'mail-unanswered': 'The mail server gave no answer after the mail was written; it may have taken it',
  'mail-unanswered-code': 'The mail server gave no answer after the mail was written; it may have taken it ({code})',
  'mail-broke-off': 'The connection to the mail server ended before the mail was written',
  'mail-broke-off-code': 'The connection to the mail server ended before the mail was written ({code})',
  'mail-not-reached': 'The mail server could not be reached',
  'mail-not-reached-code': 'The mail server could not be reached ({code})',
  'mail-address-refused': 'The address of the mail server is not allowed',
  'mail-address-refused-why': 'The address of the mail server is not allowed: {why}',
  'mail-not-stored': 'The mail was read but could not be stored here; it is fetched again',
  'no-mailbox': 'The mailbox does not exist on the mail server',
  'mailbox-refused': 'The mail server refused to open the mailbox',
  // A channel is checked at its provider.
  'platform-not-reached': '{platform} could not be reached',
  'delivers-elsewhere': '{platform} delivers the bot’s messages to another address',
  'cannot-deliver': '{platform} cannot deliver here: {why}',
  'credentials-end': 'The credentials end on {date} and could not be renewed. Enter new ones before then: {why}',
  'not-subscribed': 'The app is not subscribed to {name}',
  'credentials-refused': 'The provider does not accept the channel’s credentials. Enter new ones: {why}',
  'still-delivers': '{platform} still delivers here, since its webhook could not be removed: {why}',
  'foreign-answer': 'The answer is not {platform}’s',
  // What came in becomes a dead letter.
  'could-not-be-read': 'Could not be read: {why}',
  'could-not-be-stored': 'Could not be stored: {why}',
  'more-not-understood': '{count} more parts of the same delivery not understood',
  'not-json': 'not JSON',
  'nested-too-deeply': 'nested too deeply',
  'foreign-batch': 'not a {platform} batch',
  'about-field': 'about {name}',
  'about-nothing': 'about nothing we know',
  'entry-empty': 'entry without changes',
  'change-empty': 'change without content',
  'foreign-number': 'foreign phone number id',
  'foreign-account': 'of another page or account',
  'in-group': 'written in a group',
  'not-private': 'not a person’s message in a private chat',
  'message-nameless': 'message without id or sender',
  'echo-nameless': 'echo without id or recipient',
  'without-original': '{name} without its original',
  'update-unknown': 'update not understood',
  'edit-unknown': 'edit not understood',
  'reaction-unknown': 'reaction not understood',
  'status-unknown': 'status not understood',
  'call-unknown': 'call not understood',
  'user-id-unknown': 'user id update not understood',
  'provider-error': 'the provider reports an error',
  'own-mail': 'A mail of our own',
  'mail-from-channel': 'A mail from the channel’s own address',
  'report-of-none': 'A delivery report that names no mail of ours',
  'report-without-end': 'A delivery report that does not say whether the mail arrived',
  'topic-unknown': 'A topic that is not followed: {name}',
  'topic-incomplete': '{name} without what it must hold',
  'topic-not-read': '{name} could not be read: {why}',
  'store-gone': 'The store does not exist any more',
  'payload-not-read': 'The payload does not parse ({why})',
  'chain-too-deep': 'The chain {name} of automatic acts is {count} deep',
  // News of an order waits, or is not told.
  'order-gone': 'The order is gone',
  'kind-off': 'Switched off in the store',
  'no-way-no-email': 'No channel can take it now, and the order has no email address',
  'no-way-no-mail-channel': 'No channel can take it now, and there is no mail channel of the store',
  overtaken: 'Overtaken by newer news',
  'came-back': 'The mail came back',
  'message-not-delivered': 'The message could not be delivered',
} as const;

type Reasons = typeof reasons;
export type ReasonCode = keyof Reasons;
type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type ValueName = NamesIn<Reasons[ReasonCode]>;
type Values<C extends ReasonCode> = Record<NamesIn<Reasons[C]>, string | number>;

/** The sentence of a reason, to be stored or answered. */
export function reason<C extends ReasonCode>(
  code: C,
  ...[values]: NamesIn<Reasons[C]> extends never ? [] : [values: Values<C>]
): string {
  return reasons[code].replace(/\{(\w+)\}/g, (_, name: keyof Values<C>) => String(values![name]));
}

/** What a sentence's values look like. Elsewhere the same words are not ours. */
const shapes: Record<ValueName, RegExp> = {
  platform: /^[^\n:]{1,60}$/,
  max: /^\d{1,12}$/,
  status: /^\d{1,12}$/,
  count: /^\d{1,12}$/,
  code: /^[\w.-]{1,60}$/,
  name: /^[\x21-\x7e]{0,200}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  why: /^/,
};

interface Pattern {
  code: ReasonCode;
  /** What stands before, between and after the values. */
  words: string[];
  names: ValueName[];
}
export interface ReadReason {
  code: ReasonCode;
  values: Partial<Record<ValueName, string>>;
}

let patterns: Pattern[] | undefined;

/** Those that begin with the most words come first: what a provider said can only stand behind them. */
function sortedPatterns(): Pattern[] {
  const all = (Object.keys(reasons) as ReasonCode[]).map((code): Pattern => {
    const parts = reasons[code].split(/\{(\w+)\}/);
    const words = parts.filter((_, at) => at % 2 === 0);
    return { code, words, names: parts.filter((_, at) => at % 2 === 1) as ValueName[] };
  });
  return all.sort(
    (a, b) => b.words[0]!.length - a.words[0]!.length || b.words.join('').length - a.words.join('').length,
  );
}

/** The reason that a text is the sentence of, or null: then the words are a provider's, or of a later version. */
export function readReason(text: string): ReadReason | null {
  patterns ??= sortedPatterns();
  for (const pattern of patterns) {
    const values = valuesIn(text, pattern);
    if (values) return { code: pattern.code, values };
  }
  return null;
}

/** Goes through the text once: the words after a value are taken where they come first. */
function valuesIn(text: string, { words, names }: Pattern): ReadReason['values'] | null {
  if (names.length === 0) return text === words[0] ? {} : null;
  const end = text.length - words.at(-1)!.length;
  if (!text.startsWith(words[0]!) || !text.endsWith(words.at(-1)!)) return null;
  const values: ReadReason['values'] = {};
  let at = words[0]!.length;
  for (const [index, name] of names.entries()) {
    const to = index === names.length - 1 ? end : text.indexOf(words[index + 1]!, at);
    const value = to < at ? null : text.slice(at, to);
    if (value === null || !shapes[name].test(value)) return null;
    values[name] = value;
    at = to + words[index + 1]!.length;
  }
  return values;
}
