import { type MailLine, either } from './mail-line.js';
import { byHand, date, digits, isOpenLine, time } from './open-line.js';
import { authorAfterShortDate } from './short-date.js';
import { onWords, pronouns, quotingWords, wroteVerbs } from './quote-words.js';

/** A line such as "On Monday, Ann wrote:", which may be wrapped. */
export interface Attribution {
  start: number;
  /** Its last line. */
  end: number;
  /** `named` has only the author, and may be a sentence of the sender. */
  kind: 'dated' | 'addressed' | 'named';
  /** Has the time and the address, as programs write them: when it is ours, what follows needs no mark. */
  isOpen: boolean;
}

const mostLines = 4;
const longest = 400;
const mostTries = 400;
const longestName = 60;

const ends = /[:：]$|[^-\s]\s?-{2,}$/u;
const dashed = /^-{2,}[^-].*[^-]-{2,}$/u;
const address = /[^\s<>]@\s?[^\s<>]/u;
const verb = new RegExp(either(wroteVerbs), 'iu');
const onStart = new RegExp(
  String.raw`^(?:${either(onWords)})(?![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[^\d]{0,40}\d`,
  'iu',
);
const dateStart =
  /^(?:[\p{L}\p{M}.'’]{1,14}[,،.]?\s){0,3}[([]?(?:\d{1,2}(?!\d)(?:[\s./-]|st|nd|rd|th|,)|\d{4}[./年년-]|\d{1,2}:)/iu;
const sentence = /\p{L}{4,}[.!?…]["')]?\s+\p{Lu}|[。！？]/u;
const onWithin = new RegExp(String.raw`\s(?:${either(onWords.map((word) => capital(word)))})\s`, 'u');
const addressStart = /^["'«„“]?([^<>[\]:;!?]{0,60}?)["'»“”]?\s?(?:[<([]\s?(?:mailto:)?)?[^\s<>()[\]"]+@[^\s<>]+/iu;
const addressEnd = /@[^\s<>]{1,100}\s?(?:<mailto:[^<>\s]{1,200}>)?\s?[>)\]〉"]{0,3}\s?[:：]$/iu;
const quoting = new RegExp(String.raw`^(?:${either(quotingWords)})\s`, 'iu');
const namedEnd = new RegExp(String.raw`^(.{2,50}?)\s?(?:${either(wroteVerbs)})\s?[:：]$`, 'iu');
const namedDate = new RegExp(String.raw`^(.{2,50}?)\s(?:${either(wroteVerbs)})[\s(,].{0,80}[:：]$`, 'iu');
const named = new Set(pronouns);
const particles = new Set([
  'van',
  'von',
  'de',
  'der',
  'da',
  'di',
  'la',
  'le',
  'bei',
  'via',
  'and',
  'und',
  'y',
  'et',
  'e',
  'at',
  'del',
]);

/** Finds the attributions among lines that are not marked as quoted, by their first line. */
export function findAttributions(lines: MailLine[]): Map<number, Attribution> {
  const found = new Map<number, Attribution>();
  let tries = 0;
  for (let end = 0; end < lines.length && tries < mostTries; end++) {
    const line = lines[end]!;
    if (line.quoted || !ends.test(line.text)) continue;
    tries++;
    const attribution = endingAt(lines, end);
    if (attribution && !found.has(attribution.start)) found.set(attribution.start, attribution);
  }
  return found;
}

/** Whether a line that is no attribution names the time of a mail, as one with an attribution in its middle does. */
export function mentionsMail(line: MailLine | undefined): boolean {
  const text = digits(line?.text ?? '');
  return ends.test(text) && date.test(text) && time.test(text) && (verb.test(text) || address.test(text));
}

/** Of the lines up to `end`, take as few as make it whole: those above may be the sender's own. */
function endingAt(lines: MailLine[], end: number): Attribution | null {
  let text = '';
  let short: Attribution | null = null;
  for (let start = end; start >= Math.max(0, end - mostLines + 1); start--) {
    const line = lines[start]!;
    if (line.text === '' || line.quoted || (start < end && endsSentence(line.text, lines[start + 1]!.text))) break;
    text = join(line.text, text);
    if (text.length > longest) break;
    const kind = kindOf(text);
    const isWhole =
      start === end || (!short && kind) || (kind === 'dated' && beginsWithTime(text)) || quoting.test(text);
    if (kind && isWhole) {
      const found = { start, end, kind, isOpen: kind === 'dated' && isOpenLine(undecorated(text)) };
      if (kind === 'dated') return found;
      short = found;
    }
  }
  return short;
}

function kindOf(raw: string): Attribution['kind'] | null {
  const text = undecorated(raw);
  if (dashed.test(raw))
    return date.test(text) && time.test(text) && (address.test(text) || verb.test(text)) ? 'dated' : null;
  if (!/[:：]$/u.test(text)) return null;
  const hasAuthor = verb.test(text) || addressEnd.test(text);
  if (date.test(text) && hasAuthor && isBegun(text) && !(byHand.test(text) && !time.test(text))) return 'dated';
  if (quoting.test(text) && address.test(text)) return 'addressed';
  if (hasAuthor && isName(addressStart.exec(text)?.[1], true)) {
    if (date.test(text)) return 'dated';
    if (verb.test(text) || />\s?[:：]$/u.test(text)) return 'addressed';
  }
  if (date.test(text) && isName(namedDate.exec(text)?.[1])) return 'dated';
  if (isName(namedEnd.exec(text)?.[1])) return 'named';
  return isName(authorAfterShortDate(text)) ? 'named' : null;
}

/** Whether an attribution begins with the text, rather than somewhere within a line of the sender's own. */
function isBegun(text: string): boolean {
  const head = text.slice(0, date.exec(text)?.index ?? 0);
  return (onStart.test(text) || dateStart.test(text)) && !sentence.test(head) && !onWithin.test(head);
}

/** Begins with a day and an hour, as the first line of two does whose second names the author. */
const beginsWithTime = (raw: string): boolean => {
  const text = undecorated(raw);
  const when = time.exec(text)?.index ?? -1;
  const who = text.search(/["<]|[^\s<>]+@/u);
  return isBegun(text) && when > 0 && (who < 0 || when < who);
};

/** Whether these words are a name rather than the beginning of a sentence. */
export function isName(words: string | undefined, mayBeEmpty = false): boolean {
  if (words === undefined) return false;
  const name = words.replace(/["'«»„“”,]/gu, ' ').trim();
  if (name === '') return mayBeEmpty;
  if (name.length > (/\p{Lo}/u.test(name) ? longestName / 3 : longestName) || /[.!?。！？]\s/u.test(name)) return false;
  const parts = name.toLowerCase().split(/\s+/);
  if (parts.length > 6 || named.has(parts[0]!)) return false;
  return name.split(/\s+/).every((part) => particles.has(part) || /^[\p{Lu}\p{Lt}\p{Lo}\p{N}&|(@/-]/u.test(part));
}

/** Whether a sentence ends with the line, so that what follows is no continuation of it. */
const endsSentence = (text: string, next: string): boolean =>
  /[!?。！？]$/u.test(text) || (/\p{L}{3,}\.$/u.test(text) && !/^[\d<]/u.test(next)) || /[:：]$/u.test(text);

/** Joins a wrapped attribution; a mail address is wrapped without a space. */
const join = (above: string, below: string): string =>
  `${above}${below === '' || /<[^<>\s]*@[^<>\s]*$/u.test(above) ? '' : ' '}${below}`;

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const undecorated = (text: string): string =>
  digits(text)
    .replace(/^[-–—*_|\s]{1,60}/u, '')
    .replace(/[*_|\s]{1,9}$/u, '');
