/** A file that stands in a text. */
export interface Uuencoded {
  name: string;
  bytes: Buffer;
  /** Where it begins and ends. */
  start: number;
  end: number;
}

const begin = /^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,250})\r?\n/gm;
const maxFiles = 100;

/** The uuencoded files of a text, in their order. */
export function findUuencoded(text: string): Uuencoded[] {
  const found: Uuencoded[] = [];
  begin.lastIndex = 0;
  for (let match = begin.exec(text); match && found.length < maxFiles; match = begin.exec(text)) {
    const file = readLines(text, begin.lastIndex, match[0].startsWith('begin-'));
    if (!file) continue;
    found.push({ name: (match[1] ?? '').trim(), bytes: file.bytes, start: match.index, end: file.end });
    begin.lastIndex = file.end;
  }
  return found;
}

/** The first file in what is said to be uuencoded; undefined where there is none. */
export const decodeUuencode = (text: string): Uuencoded | undefined => findUuencoded(text)[0];

/** What the lines after a beginning hold: where their data stops, how many bytes these are, and where the file ends. */
interface Lines {
  stop: number;
  size: number;
  end: number;
}

/** Blanks that a hop cut off make lines short, but no honest file grows so: such lines are a trap. */
const mostOf = (text: string): number => 2 * text.length + 65_536;

/**
 * Lines of which each begins with its length. Prose after the word "begin" ends it, and is no file. Looked through
 * sign by sign, and decoded only then: a mail may have millions of such lines, of a sign each.
 */
function readLines(text: string, from: number, isBase64: boolean): { bytes: Buffer; end: number } | null {
  const lines = findLines(text, from, isBase64 ? sizeOfBase64 : sizeOfLine);
  if (!lines || lines.stop === from || lines.size > mostOf(text)) return null;
  const bytes = Buffer.alloc(lines.size);
  let to = 0;
  for (let at = from; at < lines.stop;) {
    const { end, next } = lineAt(text, at);
    if (end > at) to = (isBase64 ? decodeBase64 : decodeLine)(text, { at, end }, bytes, to);
    at = next;
  }
  return { bytes: bytes.subarray(0, to), end: lines.end };
}

type SizeOf = (text: string, at: number, end: number) => number;

function findLines(text: string, from: number, sizeOf: SizeOf): Lines | null {
  let size = 0;
  for (let at = from; at < text.length;) {
    const { end, next } = lineAt(text, at);
    if (endsFile(text, at, end)) return { stop: at, size, end: next };
    const more = sizeOf(text, at, end);
    if (more < 0) return null;
    size += more;
    at = next;
  }
  return null;
}

function lineAt(text: string, at: number): { end: number; next: number } {
  const feed = text.indexOf('\n', at);
  if (feed < 0) return { end: text.length, next: text.length };
  return { end: feed > at && text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed, next: feed + 1 };
}

const endsFile = (text: string, at: number, end: number): boolean =>
  end - at < 200 &&
  (text.startsWith('end', at) || text.startsWith('====', at)) &&
  /^(?:end|====)\s*$/.test(text.slice(at, end));

/** The bytes of a line; -1 where it is none. Blanks at its end are zeros that some hop may have cut off. */
function sizeOfLine(text: string, at: number, end: number): number {
  const size = at === end ? 0 : lengthIn(text, at);
  if (end - at - 1 > signsFor(size) + 2) return -1;
  for (let i = at; i < end; i++) if (text.charCodeAt(i) < 32 || text.charCodeAt(i) > 96) return -1;
  return size;
}

function sizeOfBase64(text: string, at: number, end: number): number {
  if (at === end) return 0;
  if (end - at < 2 || end - at > 200 || !/^[A-Za-z0-9+/=]*$/.test(text.slice(at, end))) return -1;
  return Math.ceil(((end - at) * 3) / 4);
}

const lengthIn = (text: string, at: number): number => (text.charCodeAt(at) - 32) & 63;
const signsFor = (size: number): number => Math.ceil(size / 3) * 4;

/** Decodes a line into its place. Returns the place of the next one. */
function decodeLine(text: string, { at, end }: { at: number; end: number }, bytes: Buffer, to: number): number {
  const size = lengthIn(text, at);
  const sign = (place: number) => (place < end ? (text.charCodeAt(place) - 32) & 63 : 0);
  for (let place = at + 1, i = 0; i < size; place += 4, i += 3) {
    const three = (sign(place) << 18) | (sign(place + 1) << 12) | (sign(place + 2) << 6) | sign(place + 3);
    for (let k = 0; k < 3 && i + k < size; k++) bytes[to + i + k] = (three >> (16 - 8 * k)) & 255;
  }
  return to + size;
}

const decodeBase64 = (text: string, { at, end }: { at: number; end: number }, bytes: Buffer, to: number): number =>
  to + bytes.write(text.slice(at, end), to, 'base64');
