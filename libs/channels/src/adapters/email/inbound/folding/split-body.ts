import { cleanBlock } from '../clean-text.js';
import { type Fold, foldQuotes } from './fold-quotes.js';
import type { Letter } from './group-parts.js';
import { type HtmlLine, cutOut, htmlLines } from './html-lines.js';
import { type MailLine, textLines } from './mail-line.js';
import { markWrapped } from './mark-wrapped.js';
import { clearQuoteMarks, hasRemoteImages, sanitiseHtml } from '../sanitise-html.js';

const maxText = 200_000;
/** So many lines of one form are looked for in the other. */
const maxCompared = 100;

export interface SplitBody {
  text: string;
  quoted?: string;
  html?: string;
  hasRemoteImages: boolean;
  truncated: boolean;
  /** Whether nothing of the text can be the words of an earlier mail. */
  isSurelyNew: boolean;
  /** All words stood in forms or frames. */
  isFromFields?: boolean;
}

/** A body in one form, split. */
interface Half<Line extends MailLine = MailLine> extends Fold {
  lines: Line[];
  text: string;
  quoted?: string;
}

/** Splits a mail into what the contact wrote and the quoted history, each as text and as sanitised markup. */
export function splitBody(plain: string, markup: string, contentIds: ReadonlySet<string>, letter?: Letter): SplitBody {
  const lines = textLines(cleanBlock(plain, maxText));
  markWrapped(lines);
  const fromText = half(lines, foldQuotes(lines, letter));
  const tooLong = plain.length > maxText;
  if (markup.trim() === '') return { ...contentOf(fromText), hasRemoteImages: false, truncated: tooLong };
  const safe = sanitiseHtml(markup, contentIds);
  const fromHtml = halfOfMarkup(safe.html, fromText, letter);
  const html = clearQuoteMarks(cutOut(safe.html, stretches(fromHtml, safe.html.length)));
  const chosen = isBetter(fromText, fromHtml) ? fromText : fromHtml;
  const isSurelyNew = fromText.isSurelyNew && fromHtml.isSurelyNew;
  const isFromFields = chosen === fromHtml && fromHtml.lines.every(({ field, text }) => field === true || text === '');
  const content = { ...contentOf(chosen), isSurelyNew, ...(isFromFields && chosen.text !== '' && { isFromFields }) };
  return { ...content, html, hasRemoteImages: hasRemoteImages(html), truncated: safe.truncated || tooLong };
}

/** Splits markup; it stays whole where it would hide what the plain text shows to be an answer. */
function halfOfMarkup(html: string, fromText: Half, letter: Letter | undefined): Half<HtmlLine> {
  const lines = htmlLines(html);
  const found = half(lines, foldQuotes(lines, letter));
  const seen = squeeze(found.text);
  const lost = squeeze(found.quoted ?? '');
  const hidesAnswer = answersBelow(fromText).some(
    (line) => lost.includes(squeeze(line)) && !seen.includes(squeeze(line)),
  );
  if (!hidesAnswer) return found;
  return half(lines, { hidden: lines.map(() => false), isSurelyNew: false });
}

/** Lines that stand below or between marked ones without a mark. */
function answersBelow({ lines, hidden }: Half): string[] {
  const first = lines.findIndex((line) => line.quoted);
  if (first < 0) return [];
  const isAnswer = (line: MailLine, i: number) => i > first && !line.quoted && !hidden[i] && squeeze(line.text) !== '';
  return lines
    .filter(isAnswer)
    .slice(0, maxCompared)
    .map(({ text }) => text);
}

/** Prefer the plain text, unless it is empty, kept the history, or hid what the markup shows. */
function isBetter(fromText: Half, fromHtml: Half): boolean {
  if (fromHtml.isMixed || fromText.text === '' || (fromText.quoted === undefined && fromHtml.quoted !== undefined))
    return false;
  const seen = squeeze(fromText.text);
  const lost = squeeze(fromText.quoted ?? '');
  const shown = fromHtml.lines.filter((_, i) => !fromHtml.hidden[i]).map((line) => squeeze(line.text));
  return !shown.slice(0, maxCompared).some((text) => text !== '' && lost.includes(text) && !seen.includes(text));
}

const contentOf = ({ text, quoted, isSurelyNew }: Half) => ({
  text,
  ...(quoted !== undefined && { quoted }),
  isSurelyNew,
});

function half<Line extends MailLine>(lines: Line[], fold: Fold): Half<Line> {
  const join = (hidden: boolean) =>
    cleanBlock(
      lines
        .filter((_, i) => fold.hidden[i] === hidden)
        .map((line) => line.text)
        .join('\n')
        .replace(/\n{3,}/g, '\n\n'),
      maxText,
    );
  const text = join(false);
  return fold.hidden.includes(true) ? { lines, ...fold, text, quoted: join(true) } : { lines, ...fold, text };
}

/** Where the hidden lines of markup begin and end. */
function stretches({ lines, hidden }: Half<HtmlLine>, length: number): [number, number][] {
  const found: [number, number][] = [];
  for (const [i, line] of lines.entries()) {
    const end = lines[i + 1]?.start ?? length;
    const last = found.at(-1);
    const isGap = last?.[1] === line.start && line.text === '' && !line.picture;
    if (!hidden[i] && !isGap) continue;
    if (last && last[1] === line.start) last[1] = end;
    else found.push([line.start, end]);
  }
  return found;
}

const squeeze = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
