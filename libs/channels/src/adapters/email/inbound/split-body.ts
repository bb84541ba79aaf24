import { cleanBlock } from './clean-text.js';
import { findQuote, type MailLine, textLines } from './fold-quotes.js';
import { htmlLines, keepUntil } from './html-lines.js';
import { clearQuoteMarks, hasRemoteImages, sanitiseHtml } from './sanitise-html.js';

const maxText = 200_000;

export interface SplitBody {
  text: string;
  quoted?: string;
  html?: string;
  hasRemoteImages: boolean;
  truncated: boolean;
}

/** Splits a mail into what the contact wrote and the quoted history, each as text and as sanitised markup. */
export function splitBody(plain: string, markup: string, contentIds: ReadonlySet<string>): SplitBody {
  const fromText = fold(textLines(cleanBlock(plain, maxText)));
  const tooLong = plain.length > maxText;
  if (markup.trim() === '') return { ...fromText, hasRemoteImages: false, truncated: tooLong };
  const safe = sanitiseHtml(markup, contentIds);
  const lines = htmlLines(safe.html);
  const cut = findQuote(lines);
  const fromHtml = fold(lines, cut);
  const html = clearQuoteMarks(cut < 0 ? safe.html : keepUntil(safe.html, lines[cut]?.start ?? safe.html.length));
  const chosen = fromText.text === '' || (cut >= 0 && fromText.quoted === undefined) ? fromHtml : fromText;
  return { ...chosen, html, hasRemoteImages: hasRemoteImages(html), truncated: safe.truncated || tooLong };
}

function fold(lines: MailLine[], cut = findQuote(lines)): { text: string; quoted?: string } {
  const join = (part: MailLine[]) =>
    cleanBlock(
      part
        .map((line) => line.text)
        .join('\n')
        .replace(/\n{3,}/g, '\n\n'),
      maxText,
    );
  if (cut < 0) return { text: join(lines) };
  return { text: join(lines.slice(0, cut)), quoted: join(lines.slice(cut)) };
}
