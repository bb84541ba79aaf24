import sanitize from 'sanitize-html';
import { decodeText } from '../letters/decode-text.js';
import { decodeTransfer } from './decode-transfer.js';
import type { Part } from './read-parts.js';
import { unflow } from './unflow.js';

/** Sets of letters that a mail's parts declare. */
export function charsetsOf({ parameters, children }: Part): string[] {
  return [...new Set([parameters.charset ?? '', ...children.flatMap(charsetsOf)])].filter((name) => name !== '');
}

/** The text of a part whose transfer encoding is undone. */
export function textOf(part: Part, bytes: Buffer, likely: string[]): string {
  const meta = part.type === 'text/html' ? metaCharset(bytes) : undefined;
  const text = lines(decodeText(bytes, { declared: part.parameters.charset, meta, likely }));
  if (/^text\/(?:enriched|richtext)$/.test(part.type)) return withoutCommands(text);
  if (part.type === 'text/html' || !/^flowed$/i.test(part.parameters.format ?? '')) return text;
  return unflow(text, /^yes$/i.test(part.parameters.delsp ?? ''));
}

/** The words of a text/enriched (RFC 1896): single line ends are blanks, and `<<` is a sign. */
const withoutCommands = (text: string): string =>
  text
    .replace(/<param>[^<]{0,200}<\/param>/gi, '')
    .replace(/<<|<\/?[a-z][a-z0-9-]{0,59}>/gi, (found) => (found === '<<' ? '<' : ''))
    .replace(/\n+/g, (ends) => (ends === '\n' ? ' ' : ends.slice(1)));

export const lines = (text: string): string => text.replace(/\r\n?/g, '\n');

/** The set that markup names in its head. */
export const metaCharset = (bytes: Buffer): string | undefined =>
  /<meta\s[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,60})/i.exec(bytes.toString('latin1', 0, 8_192))?.[1];

/** The words of all parts, and of what is written around them, however they are marked. */
export function remainder(part: Part, likely: string[]): string {
  const children = part.children.map((child) => remainder(child, likely));
  if (children.length > 0) {
    const all = [preambleOf(part, likely), ...children, rawText(part.epilogue, likely)];
    return all.filter((text) => text.trim() !== '').join('\n\n');
  }
  if (part.type !== 'text/html') return rawText(part.body, likely);
  const bytes = decodeTransfer(part.body, part.headers.first('content-transfer-encoding'), true);
  return withoutTags(textOf(part, bytes, likely));
}

/** Most programs write above the parts that this is a mail of several: that says nothing. */
function preambleOf({ preamble }: Part, likely: string[]): string {
  const text = rawText(preamble, likely);
  return /\bmime\b|multi-?part/i.test(text) ? '' : text;
}

/**
 * The words of markup that shows none: even those in elements that are dropped, or in one without an end; where there
 * are none either, those that only Word shows.
 */
function withoutTags(markup: string): string {
  const html = markup.slice(0, 500_000);
  return wordsIn(html) || wordsIn(html.replace(/<!--\[if [^\]<>]{1,200}\]>|<!\[endif\]-->/gi, ''));
}

function wordsIn(html: string): string {
  const rest = html
    .split(/(?=<!--|<style\b|<script\b)/i)
    .map(withoutHidden)
    .join('');
  return decodeEntities(rest.replace(/<[^<>]{0,4000}>|<!--/g, (tag) => `\n${namesOf(tag)}\n`))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Words of an element that only some readers see, in place of it. */
const namesOf = (tag: string): string =>
  Array.from(
    tag.matchAll(/\s(?:alt|title|label|value|placeholder|aria-label)\s?=\s?(?:"([^"]{1,2000})"|'([^']{1,2000})')/gi),
  )
    .map(([, double, single]) => double ?? single)
    .filter(() => !/^<(?:meta|param|input[^<>]{1,2000}hidden)/i.test(tag))
    .join('\n');

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '\u00a0': ' ' };
const decodeEntities = (text: string): string =>
  sanitize(text.replaceAll('<', '&lt;'), { allowedTags: [] }).replace(
    /&(?:amp|lt|gt|quot);|\u00a0/g,
    (entity) => entities[entity] ?? entity,
  );

const hiddenEnds: Record<string, string> = { '<!--': '-->', '<style': '</style>', '<script': '</script>' };

/** A piece that begins with a comment, a style or a script, without that, where it has an end. */
function withoutHidden(piece: string): string {
  const end = hiddenEnds[/^<(?:!--|\w+)/.exec(piece)?.[0].toLowerCase() ?? ''];
  const at = end ? piece.toLowerCase().indexOf(end) : -1;
  return end && at >= 0 ? piece.slice(at + end.length) : piece;
}

const rawText = (bytes: Buffer, likely: string[]): string => lines(decodeText(bytes, { declared: likely[0], likely }));
