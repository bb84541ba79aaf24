const maxBytes = 512 * 1024;
const maxFields = 2_000;
const maxFieldLength = 64 * 1024;
/** A block at the top without one of these is no header but the beginning of the text. */
const headerEvidence = ['from', 'to', 'date', 'subject', 'message-id', 'mime-version', 'content-type'];
/** Fields that servers prepend to any mail. */
const trace =
  /^(?:(?:return-path|delivered-to|x-original-to|x-waypost-envelope|received|received-spf|authentication-results):[^\n]*\n(?:[ \t][^\n]*\n)*)*/i;
const longestTrace = 64 * 1024;

/** Where a header ends, and where the body begins. */
interface Block {
  end: number;
  bodyStart: number;
}

/** The top header of a mail: fields unfolded but not decoded. Bounded, so that a hostile header costs little. */
export class MailHeaders {
  private constructor(
    private readonly fields: Map<string, string[]>,
    /** Whether the header exceeded the limit. */
    readonly truncated: boolean,
    /** Where the body begins. */
    readonly bodyStart: number,
  ) {}

  /** Reads the top header of a mail. */
  static read(raw: Buffer): MailHeaders {
    const headers = MailHeaders.fields(raw);
    if (headerEvidence.some((name) => headers.has(name))) return headers;
    const end = trace.exec(raw.toString('latin1', 0, longestTrace))![0].length;
    return MailHeaders.of(raw, { end, bodyStart: end });
  }

  /** Reads any block of fields, such as the body of a part. */
  static fields(raw: Buffer): MailHeaders {
    return MailHeaders.of(raw, findEnd(raw));
  }

  private static of(raw: Buffer, { end, bodyStart }: Block): MailHeaders {
    const fields = new Map<string, string[]>();
    const lines = unfold(decode(raw.subarray(0, Math.min(end, maxBytes))));
    for (const line of lines.slice(0, maxFields)) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).trim().toLowerCase();
      if (colon < 1 || !/^[!-9;-~]{1,80}$/.test(name)) continue;
      const values = fields.get(name) ?? [];
      values.push(line.slice(colon + 1).trim());
      fields.set(name, values);
    }
    return new MailHeaders(fields, end > maxBytes || lines.length > maxFields, bodyStart);
  }

  all(name: string): string[] {
    return this.fields.get(name) ?? [];
  }

  first(name: string): string {
    return this.all(name)[0] ?? '';
  }

  has(name: string): boolean {
    return this.fields.has(name);
  }
}

function findEnd(raw: Buffer): Block {
  const unix = raw.indexOf('\n\n');
  const mail = raw.indexOf('\r\n\r\n');
  if (unix < 0 && mail < 0) return { end: raw.length, bodyStart: raw.length };
  if (mail >= 0 && (unix < 0 || mail < unix)) return { end: mail, bodyStart: mail + 4 };
  return { end: unix, bodyStart: unix + 2 };
}

function unfold(block: string): string[] {
  const lines: string[][] = [];
  for (const line of block.split(/\r?\n/)) {
    const last = lines.at(-1);
    if (last && (line.startsWith(' ') || line.startsWith('\t'))) last.push(line.trim());
    else lines.push([line]);
  }
  return lines.map((parts) => parts.join(' ').slice(0, maxFieldLength));
}

/** Decodes raw eight-bit headers, which are invalid but common: as UTF-8 when it is valid, otherwise as Latin-1. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
