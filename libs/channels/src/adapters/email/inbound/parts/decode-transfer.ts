import { decodeUuencode } from './uuencode.js';

/** Undoes a transfer encoding (RFC 2045). Never throws: what is not of the encoding is taken as it is. */
export function decodeTransfer(bytes: Buffer, encoding: string, isText: boolean): Buffer {
  if (/base.?64/i.test(encoding)) return (isText && (decodeAboveText(bytes) ?? asProse(bytes))) || decodeBase64(bytes);
  if (/quoted.?printable/i.test(encoding)) return decodeQuotedPrintable(bytes);
  if (isUuencoded(encoding)) return decodeUuencode(bytes.toString('latin1'))?.bytes ?? bytes;
  return bytes;
}

export const isUuencoded = (encoding: string): boolean => /^x?-?uu/i.test(encoding.trim());

/** Some programs join pieces that each have an end of their own, down to a piece a line. */
function decodeBase64(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const out = Buffer.allocUnsafe(Math.ceil(text.length / 4) * 3);
  let length = 0;
  for (let start = 0; start < text.length;) {
    const padding = text.indexOf('=', start);
    const end = padding < 0 ? text.length : padding;
    if (end > start) length += out.write(text.slice(start, end), length, 'base64');
    start = end + 1;
  }
  return out.subarray(0, length);
}

const textBelow = /\n(?=[ \t]*\S*[^A-Za-z0-9+/=\s]|[ \t]*\S+[ \t]+\S)/;

/** Lists and mail gateways put their footer as it is below a text in base64. Null where there is none. */
function decodeAboveText(bytes: Buffer): Buffer | null {
  const found = textBelow.exec(bytes.toString('latin1'));
  if (!found) return null;
  const above = bytes.subarray(0, found.index);
  const isWhole = /^[A-Za-z0-9+/]{12,}={0,2}$/.test(above.toString('latin1').replace(/\s/g, ''));
  const text = isWhole ? decodeBase64(above) : nothing;
  const isText = text.length > 0 && !/[\0-\x08\x0e-\x1a\x7f]/.test(text.toString('latin1'));
  return isText ? Buffer.concat([text, bytes.subarray(found.index)]) : null;
}

const nothing = Buffer.alloc(0);
const asProse = (bytes: Buffer): Buffer | null => (isProse(bytes) ? bytes : null);

/** Words between blanks are no base64, whatever the head says. */
function isProse(bytes: Buffer): boolean {
  const sample = bytes.toString('latin1', 0, 2_000).trim();
  const strange = sample.match(/[^A-Za-z0-9+/=_\s-]|[A-Za-z,.] (?=[A-Za-z])/g)?.length ?? 0;
  return strange > 1 && strange * 30 > sample.length;
}

const equals = 0x3d;

/** In one pass: expressions for it are quadratic in runs of blanks. */
function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === 0x0a) length = withoutBlanks(out, length);
    if (byte !== equals) {
      out[length++] = byte;
      continue;
    }
    const soft = softBreak(bytes, i + 1);
    if (soft > 0) i += soft;
    else {
      const code = hexAt(bytes, i + 1);
      out[length++] = code ?? equals;
      if (code !== undefined) i += 2;
    }
  }
  return out.subarray(0, length);
}

/** Blanks at the end of a line were put there on the way. */
function withoutBlanks(out: Buffer, length: number): number {
  const hasReturn = out[length - 1] === 0x0d;
  let end = hasReturn ? length - 1 : length;
  while (end > 0 && (out[end - 1] === 0x20 || out[end - 1] === 0x09)) end--;
  if (hasReturn) out[end++] = 0x0d;
  return end;
}

/** The length of a soft line break that begins here, at most with a few blanks in it; 0 where there is none. */
function softBreak(bytes: Buffer, start: number): number {
  let at = start;
  while (at < start + 100 && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  if (bytes[at] === 0x0d) at++;
  if (at >= bytes.length) return Math.max(at - start, 1);
  return bytes[at] === 0x0a ? at - start + 1 : 0;
}

function hexAt(bytes: Buffer, at: number): number | undefined {
  const pair = bytes.toString('latin1', at, at + 2);
  return /^[0-9a-f]{2}$/i.test(pair) ? Number.parseInt(pair, 16) : undefined;
}
