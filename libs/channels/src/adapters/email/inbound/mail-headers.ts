import { decodeField } from './letters/decode-text.js';
import { type Block, blankLinesAbove, findEnd, firstEmptyLine, isParameter } from './parts/find-header-end.js';

const maxBytes = 512 * 1024;
const maxFields = 2_000;
const maxFieldLength = 64 * 1024;
/** A block at the top without one of these is no header but the beginning of the text. */
const headerEvidence = ['from', 'to', 'date', 'subject', 'message-id', 'mime-version', 'content-type'];
/** Fields that servers prepend to any mail. */
const trace =
  /^(?:(?:return-path|delivered-to|x-original-to|x-waypost-envelope|received|received-spf|authentication-results):[^\n]*\n(?:[ \t][^\n]*\n)*)*/i;
const longestTrace = 64 * 1024;

/** The top header of a mail: fields unfolded but not decoded. Bounded, so that a hostile header costs little. */
export class MailHeaders {
  private constructor(
    /** Fields with a byte a sign, as they came. */
    private readonly raw: Map<string, string[]>,
    /** Sets of letters that the mail names: raw bytes beyond ASCII are read by them. */
    private readonly likely: readonly string[],
    /** Whether the header exceeded the limit. */
    readonly truncated: boolean,
    private readonly block: Block,
  ) {}

  /** Reads the top header of a mail. */
  static read(raw: Buffer): MailHeaders {
    return MailHeaders.orNone(raw, MailHeaders.of(raw, findEnd(raw, blankLinesAbove(raw))));
  }

  /** Reads the top header to its first empty line, as ids of mails are made of it. */
  static forId(raw: Buffer): MailHeaders {
    return MailHeaders.orNone(raw, MailHeaders.of(raw, firstEmptyLine(raw)));
  }

  private static orNone(raw: Buffer, headers: MailHeaders): MailHeaders {
    if (headers.isHeader) return headers;
    const end = trace.exec(raw.toString('latin1', 0, longestTrace))![0].length;
    return MailHeaders.of(raw, { end, bodyStart: end, isBroken: false });
  }

  /** Reads any block of fields, such as the head of a part. */
  static fields(raw: Buffer): MailHeaders {
    return MailHeaders.of(raw, findEnd(raw));
  }

  private static of(raw: Buffer, block: Block): MailHeaders {
    const fields = new Map<string, string[]>();
    const lines = unfold(raw.toString('latin1', 0, Math.min(block.end, maxBytes)));
    for (const line of lines.slice(0, maxFields)) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).trim().toLowerCase();
      if (colon < 1 || !/^[!-9;-~]{1,80}$/.test(name)) continue;
      const values = fields.get(name) ?? [];
      values.push(withoutBlanks(line.slice(colon + 1)));
      fields.set(name, values);
    }
    return new MailHeaders(fields, [], block.end > maxBytes || lines.length > maxFields, block);
  }

  /** The same header, its raw bytes read by the sets of letters that the mail names, the likeliest first. */
  readBy(likely: readonly string[]): MailHeaders {
    return new MailHeaders(this.raw, likely, this.truncated, this.block);
  }

  /** Whether it is the header of a mail, and not text that looks like fields. */
  private get isHeader(): boolean {
    return headerEvidence.some((name) => this.has(name));
  }

  /** Where the header ends. */
  get end(): number {
    return this.block.end;
  }

  /** Where the body begins. */
  get bodyStart(): number {
    return this.block.bodyStart;
  }

  /** Whether no empty line ends the header, so that its end was found by what is written. */
  get isBroken(): boolean {
    return this.block.isBroken;
  }

  all(name: string): string[] {
    return this.asCame(name).map((value) => decodeField(value, this.likely));
  }

  first(name: string): string {
    return decodeField(this.asCame(name)[0] ?? '', this.likely);
  }

  has(name: string): boolean {
    return this.raw.has(name);
  }

  /** The values of a field with a byte a sign. */
  asCame(name: string): string[] {
    return this.raw.get(name) ?? [];
  }
}

/** Joins folded lines; a parameter that should have been indented belongs to the line above it. */
function unfold(block: string): string[] {
  const lines: string[][] = [];
  for (const line of block.split(/\r?\n/)) {
    const last = lines.at(-1);
    if (last && (/^[ \t]/.test(line) || isParameter(line, last))) last.push(withoutBlanks(line));
    else lines.push([line]);
  }
  return lines.map((parts) => parts.join(' ').slice(0, maxFieldLength));
}

/** Not `trim`, which takes the second byte of an "à" for a blank. An escape begins a text of some sets of letters. */
function withoutBlanks(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && line[start]! <= ' ' && line[start] !== '\x1b') start++;
  while (end > start && line[end - 1]! <= ' ') end--;
  return line.slice(start, end);
}
