/**
 * Checking a signature means bringing a mail into canonical form, and that takes the square of some things: the lines of
 * the header, blank lines in a row, the length of one line. No mail program writes as many; who does stays unknown.
 */
const most = { headBytes: 128 * 1024, headLines: 1_000, blankLines: 1_000, lineBytes: 128 * 1024 };
const piece = 1024 * 1024;

/** Whether it would cost too much to find out who sent a mail. Lets the event loop in between. */
export async function isTooCostly(mail: Buffer): Promise<boolean> {
  const count = { line: 0, lines: 0, blank: 0, hasInk: false, inHead: true };
  for (let start = 0; start < mail.length; start += piece) {
    const end = Math.min(start + piece, mail.length);
    for (let at = start; at < end; at++) if (exceeds(count, mail[at]!, at)) return true;
    await new Promise(setImmediate);
  }
  return false;
}

interface Count {
  line: number;
  lines: number;
  blank: number;
  hasInk: boolean;
  inHead: boolean;
}

function exceeds(count: Count, byte: number, at: number): boolean {
  if (byte === 0x0a) endLine(count);
  else {
    count.line++;
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) count.hasInk = true;
  }
  return (
    count.line > most.lineBytes ||
    count.blank > most.blankLines ||
    (count.inHead && (at > most.headBytes || count.lines > most.headLines))
  );
}

function endLine(count: Count): void {
  count.lines++;
  count.blank = count.hasInk ? 0 : count.blank + 1;
  if (!count.hasInk) count.inHead = false;
  count.line = 0;
  count.hasInk = false;
}
