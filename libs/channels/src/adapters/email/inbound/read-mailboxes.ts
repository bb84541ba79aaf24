import { cleanLine } from './clean-text.js';
import { decodeWords } from './letters/decode-text.js';
import { plainAddress } from './plain-address.js';

export interface Mailbox {
  name: string;
  address: string;
}

/**
 * Reads an address field (RFC 5322) in one pass, at most `limit` mailboxes. The structure is parsed before decoding, so
 * that an encoded word cannot forge an address; addresses other than a plain `local@domain` are left out. A comment is
 * the name where there is no other, as old programs write it.
 */
export function readMailboxes(value: string, limit = 100): Mailbox[] {
  const found: Mailbox[] = [];
  let phrase = '';
  let comment = '';
  let angle: string | null = null;
  const flush = () => {
    const address = plainAddress(angle === null ? phrase : withoutTrimmings(angle));
    const name = (angle !== null && readName(phrase)) || readName(comment);
    if (address) found.push({ name, address });
    phrase = comment = '';
    angle = null;
  };
  for (const { char, kind } of tokens(value)) {
    if (kind === 'address') angle = char;
    else if (kind === 'end') flush();
    else if (kind === 'comment') comment ||= char;
    else if (kind === 'group') phrase = '';
    else if (angle === null) phrase += char;
    if (found.length >= limit) return found;
  }
  flush();
  return found;
}

const readName = (value: string): string => cleanLine(decodeWords(value), 120);

/** What programs put between the brackets beside the address: a bracket too many, a scheme, quotes that need not be. */
const withoutTrimmings = (angle: string): string =>
  angle.replace(/^[\s<]*(?:mailto:)?/i, '').replace(/^"([^\s@<>()[\]\\,;:"]{1,64})"(?=@)/, '$1');

type Token = { char: string; kind: 'text' | 'comment' | 'address' | 'end' | 'group' };

/** Splits an address field: unquotes strings, keeps comments and `<…>` whole. */
function* tokens(value: string): Generator<Token> {
  for (let i = 0; i < value.length; i++) {
    const char = value[i] ?? '';
    if (char === '"' || char === '(') {
      const end = closing(value, i);
      yield { char: value.slice(i + 1, end).replace(/\\(.)/g, '$1'), kind: char === '"' ? 'text' : 'comment' };
      i = end;
    } else if (char === '<') {
      const end = value.indexOf('>', i);
      if (end < 0) return;
      yield { char: value.slice(i + 1, end), kind: 'address' };
      i = end;
    } else if (char === ',' || char === ';') yield { char, kind: 'end' };
    else yield { char, kind: char === ':' ? 'group' : 'text' };
  }
}

function closing(value: string, start: number): number {
  const nested = value[start] === '(';
  let depth = 1;
  for (let i = start + 1; i < value.length; i++) {
    const char = value[i];
    if (char === '\\') i++;
    else if (nested && char === '(') depth++;
    else if (char === (nested ? ')' : '"') && --depth === 0) return i;
  }
  return value.length;
}
