const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** A mail whose lines end in a carriage return alone, as those of old Macs, with line feeds instead. */
export function endLines(raw: Buffer): Buffer {
  let [alone, feeds] = [0, 0];
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === lineFeed) feeds++;
    else if (raw[at] === carriageReturn && raw[at + 1] !== lineFeed) alone++;
  }
  if (alone <= feeds) return raw;
  const mended = Buffer.from(raw);
  for (let at = 0; at < raw.length; at++)
    if (raw[at] === carriageReturn && raw[at + 1] !== lineFeed) mended[at] = lineFeed;
  return mended;
}
