import { type MailLine, firstInk, hasInk, lastInk } from './mail-line.js';
import type { MailSubject } from './mail-subject.js';

const delimiter = /^(?:--|—|–|_{2,})$/u;
const device =
  /^(?:sent from|sent with|sent via|get outlook|von meinem|gesendet (?:von|mit)|envoyé (?:de|depuis)|télécharger|enviado (?:desde|do|de|con)|obtener outlook|inviato da|verzonden (?:vanaf|met|van)|wysłane z|wysłano z|отправлено (?:с|из)|надіслано з|gönderildi|dikirim dari|được gửi từ|发自我的|发自|从我的|發自我的|傳送自|从 .{1,30} 发送|iphoneから送信|私の|나의 .{1,30}에서 보냄|.{1,20}에서 보냄|أُرسلت من|مرسل من|נשלח מ|skickat från|sendt fra|lähetetty)/iu;

/** What a mail's header says about its body. */
export interface Letter {
  subject: MailSubject;
  /** The channel's own address: a mail of which is history when it is quoted. */
  address: string;
  /** Who wrote it: a line that begins with that name is an answer. */
  sender?: { name: string; address: string };
  /** A file comes with it that its markup does not show: it may be all that is said. */
  hasFile?: boolean;
}

/** A stretch of lines that are not, or may not be, the sender's own words. */
export interface Part {
  start: number;
  /** The first line that is not part of it. */
  end: number;
  /** `rest` runs to the end without marks; `shown` is a forward, or what may be one. */
  kind: 'marked' | 'rest' | 'shown';
  /** Whether something above the quote, or the program, says that an earlier mail follows. */
  introduced: 'surely' | 'perhaps' | 'no';
}

/** Joins parts between which nothing is said, and keeps what the mail begins with. */
export function grouped(parts: Part[], lines: MailLine[]): Part[] {
  const groups: Part[] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last && beginsWith(last, part, lines)) last.kind = 'shown';
    const isNext = last?.kind === 'marked' && part.kind !== 'shown' && !isSaidFrom(lines, last.end, part.start);
    if (last && isNext) groups.splice(-1, 1, { ...part, start: last.start, introduced: last.introduced });
    else groups.push({ ...part });
  }
  return groups;
}

/** Whether a mail begins with marked lines above the history: that mark may be its sender's own. */
const beginsWith = (first: Part, next: Part, lines: MailLine[]): boolean =>
  first.introduced === 'no' && next.introduced === 'surely' && first.start === firstInk(lines, 0);

/** What a mail says besides its parts: words, pictures alone, or nothing. */
export type Said = 'words' | 'pictures' | 'nothing';

export function saidIn(lines: MailLine[], groups: Part[], { hasFile = false }: Letter): Said {
  const last = groups.at(-1);
  if (!last) return 'nothing';
  const gaps = groups.map(({ start }, i) => [groups[i - 1]?.end ?? 0, start] as const);
  const hasWords =
    groups.some(({ kind }) => kind === 'shown') || gaps.some(([from, to]) => firstInk(lines, from, to) < to);
  if (hasWords || wordsBelow(lines, last)) return 'words';
  const below = last.kind === 'marked' ? [[last.end, lines.length] as const] : [];
  return hasFile || [...gaps, ...below].some(([from, to]) => isSaidFrom(lines, from, to)) ? 'pictures' : 'nothing';
}

const isSaidFrom = (lines: MailLine[], from: number, to: number): boolean =>
  lines.slice(from, to).some((line) => hasInk(line) || line.pictured);

/** Whether a part is surely history. A quote with answers between its lines is part of what they say. */
export function isHistory(lines: MailLine[], groups: Part[], index: number, { subject }: Letter, said: Said): boolean {
  const group = groups[index]!;
  if (said === 'nothing' || (said === 'pictures' && group.introduced !== 'surely')) return false;
  if (group.kind !== 'marked') return group.kind === 'rest';
  const isLast = index === groups.length - 1 && !wordsBelow(lines, group);
  if (groups.length > 1) return isLast && (groups[0]!.introduced === 'surely' || group.introduced === 'surely');
  if (group.introduced === 'surely') return true;
  if (!isLast) return false;
  return group.introduced === 'perhaps' || (subject.kind === 'answer' && isLongQuote(lines, group));
}

/** A quote that nothing introduces: at least two lines, apart from the words above, which do not lead to it. */
function isLongQuote(lines: MailLine[], { start, end }: Part): boolean {
  const above = lastInk(lines, start);
  const isApart = above < start - 1 || !/^[>＞]/u.test(lines[start]!.text);
  return isApart && !/[:：]$/u.test(lines[above]?.text ?? '') && lines.slice(start, end).filter(hasInk).length > 1;
}

export const wordsBelow = (lines: MailLine[], { end }: Part): boolean => {
  const below = firstInk(lines, end);
  return below < lines.length && !isSignature(lines, below);
};

/** Whether only a signature, as mail programs mark one, is left from a line on. */
function isSignature(lines: MailLine[], index: number): boolean {
  const text = lines[index]?.text ?? '';
  return delimiter.test(text) || (device.test(text) && lines.slice(index + 1).every((line) => line.text === ''));
}
