import { domainToASCII } from 'node:url';
import { cleanLine } from './clean-text.js';
import { decodeWords } from './decode-text.js';

export interface Mailbox {
  name: string;
  address: string;
}

/**
 * Reads an address field (RFC 5322) in one pass, at most `limit` mailboxes. The structure is parsed before decoding, so
 * that an encoded word cannot forge an address; addresses other than a plain `local@domain` are left out.
 */
export function readMailboxes(value: string, limit = 100): Mailbox[] {
  const found: Mailbox[] = [];
  let phrase = '';
  let angle: string | null = null;
  const flush = () => {
    const address = plainAddress(angle ?? phrase);
    if (address) found.push({ name: angle === null ? '' : cleanLine(decodeWords(phrase), 120), address });
    phrase = '';
    angle = null;
  };
  for (const { char, kind } of tokens(value)) {
    if (kind === 'address') angle = char;
    else if (kind === 'end') flush();
    else if (kind === 'group') phrase = '';
    else if (angle === null) phrase += char;
    if (found.length >= limit) return found;
  }
  flush();
  return found;
}

/** `local@domain` in lower case with an ASCII domain; null for anything stranger. */
export function plainAddress(value: string): string | null {
  const text = value.trim();
  const match = /^([^\s@<>()[\]\\,;:"\p{Cc}]{1,64})@([^\s@<>()[\]\\,;:"\p{Cc}]{1,253})$/u.exec(text);
  if (!match?.[1] || !match[2] || text.length > 254 || text.includes('=?')) return null;
  const domain = domainToASCII(match[2]);
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(domain)) return null;
  return `${match[1].toLowerCase()}@${domain}`;
}

type Token = { char: string; kind: 'text' | 'address' | 'end' | 'group' };

/** Splits an address field: drops comments, unquotes strings, keeps `<…>` whole. */
function* tokens(value: string): Generator<Token> {
  for (let i = 0; i < value.length; i++) {
    const char = value[i] ?? '';
    if (char === '"' || char === '(') {
      const end = closing(value, i);
      if (char === '"') yield { char: value.slice(i + 1, end).replace(/\\(.)/g, '$1'), kind: 'text' };
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
