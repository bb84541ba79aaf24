import { htmlLines } from '../folding/html-lines.js';
import { sanitiseHtml } from '../sanitise-html.js';

/** A text or a markup of a mail, in the order of its parts. */
export interface BodyText {
  kind: 'plain' | 'html';
  /** The alternative that it is a form of: what is the same object is the same content. */
  group: object | null;
  text: string;
}

/**
 * The text and the markup of a whole mail. Markup has all; the text is left out where it lacks what markup says, so
 * that it is read from the markup.
 */
export function joinTexts(texts: BodyText[]): { plain: string; html: string } {
  const written = texts.filter(({ text }) => text.trim() !== '');
  const markup = written.filter(({ kind }) => kind === 'html');
  const plain = written.filter(({ kind }) => kind === 'plain');
  if (markup.length === 0) return { plain: plain.map(({ text }) => text).join('\n'), html: '' };
  const inMarkup = (group: object | null) => group !== null && markup.some((other) => other.group === group);
  const html = written.filter(({ kind, group }) => kind === 'html' || !inMarkup(group)).map(asMarkup);
  const words = markup.slice(0, maxCompared).map((part) => ({ part, text: plainOf(part, plain) }));
  const isWhole = words.every(({ part, text }) => text !== null && !isStub(text, part.text));
  return { plain: isWhole ? plain.map(({ text }) => text).join('\n') : '', html: html.join('<br/>\n') };
}

function plainOf({ group }: BodyText, plain: BodyText[]): string | null {
  const same = plain.filter((other) => group !== null && other.group === group);
  return same.length === 0 ? null : same.map(({ text }) => text).join('\n');
}

const asMarkup = ({ kind, text }: BodyText): string =>
  kind === 'html'
    ? text
    : `<div style="white-space:pre-wrap">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</div>`;

const longestStub = 2_000;
/** Forms of one content are compared up to so many, for the time. */
const maxCompared = 10;

/**
 * Whether a text only stands in for markup: "your program does not show HTML", or a link to the mail on a page. Most of
 * it is not in the markup.
 */
export function isStub(plain: string, html: string): boolean {
  if (plain.length > longestStub) return false;
  const shown = letters(
    htmlLines(sanitiseHtml(html.slice(0, 100_000), new Set()).html)
      .map((line) => line.text)
      .join(' '),
  );
  const pairs = wordPairs(withoutLinks(plain));
  return shown !== '' && pairs.filter((pair) => shown.includes(pair)).length * 5 < Math.max(pairs.length, 1) * 2;
}

/** Each word with the next one: single words of any text are in any other. Scripts without blanks are cut in fours. */
function wordPairs(text: string): string[] {
  const words =
    text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{M}]{1,4}|[\p{L}\p{N}]{1,40}/gu) ?? [];
  const pairs = words.slice(1).map((word, i) => words[i] + word);
  return (pairs.length > 0 ? pairs : words).map(letters);
}

const withoutLinks = (text: string): string => text.replace(/https?:\/\/\S{1,2000}/g, ' ');
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}\p{M}]/gu, '').toLowerCase();
