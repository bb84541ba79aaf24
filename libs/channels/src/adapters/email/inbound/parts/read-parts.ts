import libmime from 'libmime';
import { MailHeaders } from '../mail-headers.js';

/** A part of a mail (RFC 2045): with children, or with a body that is still encoded. */
export interface Part {
  type: string;
  parameters: Record<string, string>;
  headers: MailHeaders;
  body: Buffer;
  children: Part[];
  /** What is written above the first child. */
  preamble: Buffer;
  /** What is written below the last child that was read. */
  epilogue: Buffer;
}

export interface PartTree {
  root: Part;
  /** There were more parts than are read. */
  truncated: boolean;
  /** The structure was not as it is declared, and had to be guessed. */
  damaged: boolean;
}

const maxParts = 300;
const maxSections = 10_000;
/** So many texts are read beyond these where a mail has shown none before. */
const mostLateTexts = 5;
const mostLateParts = 20;
const maxDepth = 30;
const nothing = Buffer.alloc(0);

/** Splits a mail into its parts, as mail programs do where it breaks the rules. Bounded in number and depth. */
export function readParts(raw: Buffer, headers: MailHeaders): PartTree {
  const reader = new PartReader();
  const root = reader.read(headers, raw.subarray(headers.bodyStart), 0, 'text/plain');
  return { root, truncated: reader.truncated, damaged: reader.damaged };
}

class PartReader {
  truncated = false;
  damaged = false;
  private count = 0;
  private texts = 0;
  private most = maxParts;

  read(headers: MailHeaders, body: Buffer, depth: number, usual: string): Part {
    this.count++;
    if (headers.isBroken && body.length > 0 && hasInk(body)) this.damaged = true;
    const { type, parameters } = contentType(headers, usual);
    if (isText(headers, type)) this.texts++;
    const part: Part = { type, parameters, headers, body, children: [], preamble: nothing, epilogue: nothing };
    if (type.startsWith('multipart/')) return depth < maxDepth ? this.split(part, depth) : asText(part);
    return depth === 0 && !headers.has('content-type') ? this.unannounced(part) : part;
  }

  private split(part: Part, depth: number): Part {
    const declared = (part.parameters.boundary ?? '').trimEnd();
    const found = (declared && this.sections(part.body, declared)) || this.guessed(part.body);
    if (!found) {
      if (hasInk(part.body)) this.damaged = true;
      return asText(part);
    }
    const left = this.readChildren(part, found.sections, depth);
    const { preamble, epilogue } = found;
    return {
      ...part,
      body: nothing,
      preamble,
      epilogue: left.length > 0 ? Buffer.concat([...left, epilogue]) : epilogue,
    };
  }

  /** Reads sections into a part, as many as are read; beyond them a text where there was none. Returns the others. */
  private readChildren(part: Part, sections: Buffer[], depth: number): Buffer[] {
    const usual = part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    const take = (section: Buffer) => {
      const headers = MailHeaders.fields(section);
      part.children.push(this.read(headers, section.subarray(headers.bodyStart), depth + 1, usual));
    };
    for (const section of sections) {
      take(section);
      if (this.count >= this.most) break;
    }
    const unread = sections.slice(part.children.length);
    if (unread.length > 0) this.truncated = true;
    const late = this.texts > 0 ? [] : unread.filter((section) => beginsText(section, usual)).slice(0, mostLateTexts);
    if (late.length > 0) this.most = this.count + mostLateParts;
    late.forEach(take);
    return unread.filter((section) => !late.includes(section));
  }

  /** A mail whose header lost its type, with parts below. */
  private unannounced(part: Part): Part {
    if (part.headers.has('mime-version') || !/^\s*--\S/.test(part.body.toString('latin1', 0, 300))) return part;
    const found = this.guessed(part.body);
    return found ? this.split({ ...part, type: 'multipart/mixed' }, 0) : part;
  }

  private guessed(body: Buffer) {
    const boundary = /^--(\S{1,200})[ \t]*\r?\n(?:content-[a-z-]{1,40}[ \t]*:)/im.exec(
      body.toString('latin1', 0, 256 * 1024),
    )?.[1];
    const found = boundary && this.sections(body, boundary);
    if (found) this.damaged = true;
    return found || null;
  }

  /** What is between the boundary's lines, and around them; null where it has none. */
  private sections(body: Buffer, boundary: string): Sections | null {
    const marker = Buffer.from(`--${boundary}`, 'latin1');
    const sections: Buffer[] = [];
    const first = findLine(body, marker, 0);
    const preamble = body.subarray(0, first?.at ?? 0);
    let start = -1;
    for (let line = first; line; line = findLine(body, marker, line.after)) {
      if (start >= 0) sections.push(body.subarray(start, line.at));
      if (line.closes) return start < 0 ? null : { sections, preamble, epilogue: body.subarray(line.after) };
      start = line.after;
      if (sections.length > maxSections) return { sections, preamble, epilogue: body.subarray(start) };
    }
    return start < 0 ? null : { sections: [...sections, body.subarray(start)], preamble, epilogue: nothing };
  }
}

interface Sections {
  sections: Buffer[];
  preamble: Buffer;
  epilogue: Buffer;
}

/** Whether a part is a text of the mail itself, or has one in two forms, by its head. */
function beginsText(section: Buffer, usual: string): boolean {
  const head = section.toString('latin1', 0, 1_000).split(/\r?\n\r?\n/, 1)[0] ?? '';
  if (/^content-disposition:\s{0,9}attachment/im.test(head)) return false;
  const type = /^content-type:\s{0,9}(\S{1,60})/im.exec(head)?.[1] ?? usual;
  return /^(?:text\/(?:plain|html)|multipart\/alternative)\b/i.test(type);
}

const isText = (headers: MailHeaders, type: string): boolean =>
  /^text\/(?:plain|html)$/.test(type) && !/^\s*attachment/i.test(headers.first('content-disposition'));

/** The next line of a boundary, which may have blanks behind it. The line end above it belongs to it. */
function findLine(body: Buffer, marker: Buffer, from: number) {
  for (let at = body.indexOf(marker, from); at >= 0; at = body.indexOf(marker, at + 1)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue;
    const feed = body.indexOf(0x0a, at);
    const after = feed < 0 ? body.length : feed + 1;
    const rest = /^(--)?[ \t\r\n]*$/.exec(
      body.toString('latin1', at + marker.length, Math.min(after, at + marker.length + 500)),
    );
    if (rest) return { at: endAbove(body, at, from), after, closes: rest[1] !== undefined };
  }
  return null;
}

function endAbove(body: Buffer, at: number, from: number): number {
  if (at <= from) return at;
  return body[at - 2] === 0x0d && at - 2 >= from ? at - 2 : at - 1;
}

/** The type of a part, where programs write half of it or nothing. */
function contentType(headers: MailHeaders, usual: string): Pick<Part, 'type' | 'parameters'> {
  const { value, params } = libmime.parseHeaderValue(headers.first('content-type').slice(0, 8_000));
  const type = String(value || '')
    .toLowerCase()
    .replace(/\s|\(.*$/g, '');
  return { type: completeType(type, usual), parameters: params };
}

function completeType(type: string, usual: string): string {
  if (/^[a-z0-9.+_-]{1,60}\/[a-z0-9.+_-]{1,80}$/.test(type)) return type;
  if (/^(?:text\/?)?x?html?$/.test(type)) return 'text/html';
  if (type.startsWith('multipart')) return 'multipart/mixed';
  if (type === '' || type.includes('=')) return usual;
  return /^(?:text|plain|ascii)/.test(type) ? 'text/plain' : 'application/octet-stream';
}

const asText = (part: Part): Part => ({ ...part, type: 'text/plain' });

export const hasInk = (bytes: Buffer): boolean => bytes.some((byte) => byte > 0x20 && byte !== 0x7f);
