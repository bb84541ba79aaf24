/**
 * Checking a signature canonicalises the mail, which takes quadratic time in some of its measures: the number of header
 * lines, consecutive blank lines, the length of one line. No mail program writes as many; a sender who does stays
 * unverified.
 */
const most = { headBytes: 128 * 1024, headLines: 1_000, blankLines: 1_000, lineBytes: 128 * 1024 };
const piece = 1024 * 1024;

/** Whether checking the sender of a mail would cost too much. Yields to the event loop between pieces. */
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
