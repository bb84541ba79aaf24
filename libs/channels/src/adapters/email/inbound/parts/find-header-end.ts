/** Where a header ends, and where the body begins. */
export interface Block {
  end: number;
  bodyStart: number;
  /** Whether no empty line ends it. */
  isBroken: boolean;
}

/** A header of more is no mail program's; its end is the first empty line. */
const maxLines = 4_000;
const maxBytes = 512 * 1024;
const field = /^([!-9;-~]{1,80})[ \t]*:/;
/** Names of fields; a line that begins like a field may also be the first of the text. */
const known =
  /^(?:(?:x|content|list|arc|dkim|domainkey|resent|authentication|received|mime|thread|feedback|auto|disposition|return|reply|in-reply|message|delivered|delivery|envelope|errors|original|user|ms|require|org|cfbl|tls|bimi)-.{1,70}|from|to|cc|bcc|sender|subject|date|received|references|comments|keywords|importance|priority|precedence|sensitivity|organi[sz]ation|status|lines|encoding|mailer|newsgroups|path|xref|language|expires|action|reporting-mta|final-recipient|diagnostic-code|last-attempt-date|arrival-date|remote-mta)$/i;

/**
 * Finds the end of a block of fields. An empty line ends it, as does a line of blanks above what is no field, or, where
 * both are missing, the first line that no header has.
 */
export function findEnd(raw: Buffer, from = 0): Block {
  const lines = new Lines(raw, from);
  let afterFields = from;
  let isBroken = false;
  let last: string[] = [];
  for (let line = lines.next(); line; line = lines.next()) {
    const { text, start, end } = line;
    if (text === '') return isBroken ? broken(afterFields) : { end: start, bodyStart: end, isBroken: false };
    if (/^[ \t]+$/.test(text)) {
      if (!isHead(lines.peek()))
        return isBroken ? broken(afterFields) : { end: start, bodyStart: end, isBroken: false };
    } else if (/^[ \t]/.test(text) || isParameter(text, last)) {
      if (!isBroken) afterFields = end;
    } else if (isKnown(text) || (start === from && /^>?From /.test(text))) {
      afterFields = end;
      isBroken = false;
    } else if (!field.test(text)) isBroken = true;
    last = /^[ \t]/.test(text) || isParameter(text, last) ? [...last.slice(0, 1), text] : [text];
  }
  return lines.isCut ? firstEmptyLine(raw) : broken(afterFields);
}

const broken = (end: number): Block => ({ end, bodyStart: end, isBroken: true });
const isKnown = (line: string): boolean => known.test(field.exec(line)?.[1] ?? '');
const isHead = (line: string | undefined): boolean => line !== undefined && (isKnown(line) || /^[ \t]+\S/.test(line));

/** A parameter at the beginning of a line, below a line of such a field that says that more comes. */
export const isParameter = (line: string, above: string[]): boolean =>
  /;[ \t]*$/.test(above.at(-1) ?? '') &&
  /^content-(?:type|disposition)[ \t]*:/i.test(above[0] ?? '') &&
  /^[\w*-]{1,40}[ \t]?=[ \t]?\S/.test(line);

/** Where the first line with ink begins: above a mail's header empty lines mean nothing. */
export function blankLinesAbove(raw: Buffer): number {
  let at = 0;
  while (raw[at] === 0x0a || raw[at] === 0x0d) at++;
  return at;
}

/** Where the first empty line is, whatever the lines above it are. */
export function firstEmptyLine(raw: Buffer): Block {
  const unix = raw.indexOf('\n\n');
  const mail = raw.indexOf('\r\n\r\n');
  if (unix < 0 && mail < 0) return { end: raw.length, bodyStart: raw.length, isBroken: false };
  if (mail >= 0 && (unix < 0 || mail < unix)) return { end: mail, bodyStart: mail + 4, isBroken: false };
  return { end: unix, bodyStart: unix + 2, isBroken: false };
}

/** The lines at the beginning of a mail, within limits. */
class Lines {
  private at: number;
  private count = 0;
  /** Whether there is more than was read. */
  isCut = false;

  constructor(
    private readonly raw: Buffer,
    from: number,
  ) {
    this.at = from;
  }

  next(): { text: string; start: number; end: number } | undefined {
    const start = this.at;
    if (start >= this.raw.length) return undefined;
    if (++this.count > maxLines || start > maxBytes) {
      this.isCut = true;
      return undefined;
    }
    const feed = this.raw.indexOf(0x0a, start);
    this.at = feed < 0 ? this.raw.length : feed + 1;
    return { text: this.read(start), start, end: this.at };
  }

  peek(): string | undefined {
    return this.at < this.raw.length ? this.read(this.at) : undefined;
  }

  private read(start: number): string {
    const feed = this.raw.indexOf(0x0a, start);
    const end = Math.min(feed < 0 ? this.raw.length : feed, start + 2_000);
    return this.raw.toString('latin1', start, end).replace(/\r$/, '');
  }
}
