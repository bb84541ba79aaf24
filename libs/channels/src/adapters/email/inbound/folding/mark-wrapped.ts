import { type MailLine, hasInk } from './mail-line.js';

const narrowest = 40;
const mostPieces = 3;
/** So many sure pieces show that the whole mail was wrapped anew. */
const pattern = 2;

/**
 * Marks as quoted what a server broke off quoted lines that it found too long. Only what cannot be an answer: it goes
 * on in the middle of a sentence, would not have fitted, and the quote goes on below it.
 */
export function markWrapped(lines: MailLine[]): void {
  const width = lines.reduce((most, line) => (line.quoted ? Math.max(most, line.text.length) : most), 0);
  if (width < narrowest) return;
  const found = lines.flatMap((_, i) => piecesAt(lines, i, width) ?? []);
  const isPattern = found.filter(({ isSure }) => isSure).length >= pattern;
  for (const { start, end, isSure } of found)
    if (isSure || isPattern) for (let i = start; i < end; i++) lines[i]!.quoted = true;
}

interface Pieces {
  start: number;
  end: number;
  /** Begins with a small letter, and the quote goes on below: an answer does not begin in the middle of a line. */
  isSure: boolean;
}

function piecesAt(lines: MailLine[], start: number, width: number): Pieces | null {
  const above = lines[start - 1];
  if (!above?.quoted || lines[start]!.quoted || /[.?!:;。？！：…]["'»”)]?$/u.test(above.text.trimEnd())) return null;
  let end = start;
  while (end < lines.length && end - start < mostPieces && goesOn(lines, end, width)) end++;
  const isSmall = /^\p{Ll}/u.test(lines[start]!.text.trim());
  const goesOnBelow = lines[end]?.quoted === true;
  if (end === start || !(goesOnBelow || (isSmall && !hasInk(lines[end])))) return null;
  return { start, end, isSure: isSmall && goesOnBelow };
}

/** Whether the first word of a line would not have fitted on the line above. */
function goesOn(lines: MailLine[], index: number, width: number): boolean {
  const line = lines[index]!;
  const word = /^\s*(\S+)/u.exec(line.text)?.[1] ?? '';
  return (
    !line.quoted && hasInk(line) && line.text.length <= width && lines[index - 1]!.text.length + 1 + word.length > width
  );
}
