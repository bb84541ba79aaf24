import { decodeText } from '../letters/decode-text.js';
import { decodeTransfer, isUuencoded } from './decode-transfer.js';
import { type BodyText, joinTexts } from './join-texts.js';
import type { MailHeaders } from '../mail-headers.js';
import { openTnef, type Tnef } from './open-tnef.js';
import { type BodyFile, type FileFields, fileFields, isTnef, nameOf, toFile } from './read-file.js';
import { hasInk, readParts, type Part } from './read-parts.js';
import { charsetsOf, lines, metaCharset, remainder, textOf } from './read-text.js';
import { decodeUuencode, findUuencoded } from './uuencode.js';

export interface ParsedBody {
  plain: string;
  html: string;
  files: BodyFile[];
  /** Sets of letters that the mail names. */
  charsets: string[];
  /** There were more parts than are read. */
  truncated: boolean;
  /** The structure had to be guessed. */
  damaged: boolean;
  /** All that can be read in any way, for a mail that shows nothing otherwise. */
  remainder: () => string;
}

/** Parses a mail into text, markup and files. */
export function parseBody(raw: Buffer, headers: MailHeaders): ParsedBody {
  const { root, truncated, damaged } = readParts(raw, headers);
  const reader = new BodyReader(charsetsOf(root));
  reader.read(root, { group: null, isRelated: false });
  reader.readOthers();
  return {
    ...joinTexts(reader.texts),
    files: reader.files,
    charsets: reader.charsets,
    truncated,
    damaged: damaged || reader.damaged,
    remainder: () => remainder(root, reader.charsets),
  };
}

/** Where a part stands: in which alternative, and whether beside markup that shows it. */
interface Place {
  group: Part | null;
  isRelated: boolean;
}

class BodyReader {
  readonly texts: BodyText[] = [];
  readonly files: BodyFile[] = [];
  private readonly others: { part: Part; bytes: Buffer; place: Place }[] = [];
  damaged = false;

  constructor(readonly charsets: string[]) {}

  read(part: Part, place: Place): void {
    if (part.children.length > 0) {
      const group = part.type === 'multipart/alternative' ? part : place.group;
      const isRelated = place.isRelated || part.type === 'multipart/related';
      for (const child of part.children) this.read(child, { group, isRelated });
      return;
    }
    if (part.type.startsWith('multipart/')) return;
    const bytes = this.decode(part);
    if (isShown(part, bytes)) this.readText(part, bytes, place.group);
    else if (isOtherText(part)) this.others.push({ part, bytes, place });
    else this.readFile({ ...this.fieldsOf(part, place), bytes });
  }

  /** Texts of rarer kinds are shown where the mail has no other, and are files where they are no form of one. */
  readOthers(): void {
    const hadText = this.hasText();
    for (const { part, bytes, place } of this.others)
      if (!hadText) this.readText(part, bytes, place.group);
      else if (!this.texts.some(({ group }) => group !== null && group === place.group))
        this.readFile({ ...this.fieldsOf(part, place), bytes });
  }

  private fieldsOf(part: Part, place: Place): Omit<FileFields, 'bytes'> {
    const fields = fileFields(part, place.isRelated, this.charsets);
    if (fields.name || !isUuencoded(part.headers.first('content-transfer-encoding'))) return fields;
    const own = decodeUuencode(part.body.toString('latin1'));
    return own ? { ...fields, name: own.name, contentType: '' } : fields;
  }

  private decode({ body, headers, type }: Part): Buffer {
    const encoding = headers.first('content-transfer-encoding');
    const bytes = decodeTransfer(body, encoding, type.startsWith('text/'));
    if (bytes === body && /base.?64/i.test(encoding) && hasInk(body)) this.damaged = true;
    return bytes;
  }

  private readText(part: Part, bytes: Buffer, group: Part | null): void {
    const kind = part.type === 'text/html' ? 'html' : 'plain';
    const text = textOf(part, bytes, this.charsets);
    this.texts.push({ kind, group, text: kind === 'html' ? text : this.withoutFiles(text) });
  }

  /** Takes uuencoded files out of a text. */
  private withoutFiles(text: string): string {
    let rest = '';
    let end = 0;
    for (const file of findUuencoded(text)) {
      rest += text.slice(end, file.start);
      end = file.end;
      this.files.push(toFile({ name: file.name, bytes: file.bytes }));
    }
    return rest + text.slice(end);
  }

  private readFile(fields: FileFields): void {
    const file = toFile(fields);
    const tnef = isTnef(file) ? openTnef(fields.bytes) : null;
    const isShown = tnef && (tnef.files.length > 0 || (this.hasText() ? false : tnef.text || tnef.html));
    if (!isShown) this.files.push(file);
    else this.takeTnef(tnef);
  }

  private takeTnef({ files, text, html }: Tnef): void {
    this.files.push(...files.map((file) => toFile({ ...file, isRelated: file.contentId !== undefined })));
    if (this.hasText()) return;
    if (html) this.texts.push({ kind: 'html', group: null, text: decodeText(html, { meta: metaCharset(html) }) });
    else if (text)
      this.texts.push({ kind: 'plain', group: null, text: lines(decodeText(text, { likely: this.charsets })) });
  }

  private hasText = (): boolean => this.texts.some(({ text }) => text.trim() !== '');
}

const otherTexts = new Set(['text/enriched', 'text/richtext', 'text/markdown', 'text/x-markdown']);
const isOtherText = ({ type, headers, parameters }: Part): boolean =>
  otherTexts.has(type) &&
  nameOf(headers, parameters) === '' &&
  !/^\s*attachment/i.test(headers.first('content-disposition'));

/** Text that stands in the mail itself; what a text type merely claims is a file. */
function isShown({ type, headers }: Part, bytes: Buffer): boolean {
  if (type !== 'text/plain' && type !== 'text/html') return false;
  const disposition = /^\s*([a-z-]*)/i.exec(headers.first('content-disposition'))?.[1]?.toLowerCase() ?? '';
  if (disposition !== '' && disposition !== 'inline') return false;
  if (isUuencoded(headers.first('content-transfer-encoding'))) return false;
  return !(bytes.includes(0) && nameOf(headers, {}) !== '');
}
