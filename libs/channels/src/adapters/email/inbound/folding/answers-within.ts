import { pointsBelow } from './answer-places.js';
import type { Letter } from './group-parts.js';
import type { MailLine } from './mail-line.js';

const signed = /^[>＞\s]{0,9}[[【]\s?([^\]】:：]{1,60})[\]】:：]/u;

/**
 * Whether answers stand within what would fold, and no program can tell which lines: the words above it say so, or a
 * line begins with the name of the sender in brackets.
 */
export function hasAnswersWithin(lines: MailLine[], hidden: boolean[], { sender }: Letter): boolean {
  const first = hidden.indexOf(true);
  if (first < 0) return false;
  const above = lines.slice(0, first).filter((line) => !line.quoted);
  if (pointsBelow(above.map(({ text }) => text).join('\n'))) return true;
  const names = namesOf(sender);
  return names.size > 0 && lines.some(({ text }, i) => hidden[i] && names.has(squeeze(signed.exec(text)?.[1] ?? '')));
}

/** How people name themselves: with all names or one, by initials, or as in their address. */
function namesOf({ name, address }: NonNullable<Letter['sender']> = { name: '', address: '' }): Set<string> {
  const words = name.split(/[\s,]+/).filter((part) => part !== '');
  const initials = words.map((part) => part.charAt(0)).join('');
  const all = [
    name,
    words.toReversed().join(''),
    initials,
    address.slice(0, address.lastIndexOf('@')),
    address,
    ...words,
  ];
  return new Set(all.map(squeeze).filter((part) => part.length > 1));
}

const squeeze = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}]/gu, '').toLowerCase();
