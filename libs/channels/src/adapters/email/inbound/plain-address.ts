import { domainToASCII } from 'node:url';

/** `local@domain` in lower case with an ASCII domain; null for anything stranger. */
export function plainAddress(value: string): string | null {
  const text = value.trim();
  const match = /^([^\s@<>()[\]\\,;:"\p{Cc}]{1,64})@([^\s@<>()[\]\\,;:"\p{Cc}]{1,253})$/u.exec(text);
  if (!match?.[1] || !match[2] || text.length > 254 || text.includes('=?')) return null;
  const domain = domainToASCII(match[2]);
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(domain)) return null;
  return `${match[1].toLowerCase()}@${domain}`;
}
