import { reason } from '#libs/contracts';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
/** From this many digits on, a number may not survive as a double. */
const LONG = 16;

/** Why a body could not be read as JSON. */
export class UnreadableJson extends Error {}

/**
 * Reads a provider's JSON. Refuses deep nesting before any recursion, and returns integers that a double cannot hold as
 * strings, so that long ids are exact.
 */
export function readJson(body: Buffer, maxDepth = 64): unknown {
  const longIntegers = scan(body, maxDepth);
  try {
    return JSON.parse(quoteAll(body, longIntegers));
  } catch {
    throw new UnreadableJson(reason('not-json'));
  }
}

interface Span {
  start: number;
  end: number;
}

/** Finds the nesting depth and the positions of long integers, in one pass. */
function scan(body: Buffer, maxDepth: number): Span[] {
  const longIntegers: Span[] = [];
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]!;
    if (byte === QUOTE) at = endOfString(body, at);
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > maxDepth) throw new UnreadableJson(reason('nested-too-deeply'));
    } else if (byte === 0x5d || byte === 0x7d) depth--;
    else if (byte === MINUS || isDigit(byte)) {
      const end = endOfNumber(body, at);
      if (end - at >= LONG && isInteger(body, at, end)) longIntegers.push({ start: at, end });
      at = end - 1;
    }
  }
  return longIntegers;
}

function endOfString(body: Buffer, start: number): number {
  let at = start + 1;
  while (at < body.length && body[at] !== QUOTE) at += body[at] === BACKSLASH ? 2 : 1;
  return at;
}

function endOfNumber(body: Buffer, start: number): number {
  let at = start + 1;
  while (at < body.length && isNumberByte(body[at]!)) at++;
  return at;
}

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
const isNumberByte = (byte: number) =>
  isDigit(byte) || byte === 0x2e || byte === 0x2b || byte === MINUS || byte === 0x65 || byte === 0x45;

function isInteger(body: Buffer, start: number, end: number): boolean {
  for (let at = body[start] === MINUS ? start + 1 : start; at < end; at++) if (!isDigit(body[at]!)) return false;
  return true;
}

function quoteAll(body: Buffer, spans: Span[]): string {
  let from = 0;
  const pieces: string[] = [];
  for (const { start, end } of spans) {
    pieces.push(body.toString('utf8', from, start), '"', body.toString('latin1', start, end), '"');
    from = end;
  }
  pieces.push(body.toString('utf8', from));
  return pieces.join('');
}
