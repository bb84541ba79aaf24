import { reason } from '#libs/contracts';
import type { Inbound, Unknown } from '../define-channel.js';
import { cleanText } from './fields.js';

/** A part of a delivery that was not understood, not serialised yet. */
export interface NotUnderstood {
  kind: 'unknown';
  reason: string;
  of?: unknown;
}
export type Parsed = Exclude<Inbound, Unknown> | NotUnderstood;

export const notUnderstood = (why: string, of?: unknown): NotUnderstood => ({ kind: 'unknown', reason: why, of });

/** Makes dead letters of parts that were not understood: at most a hundred per body, the rest is only counted. */
export function withDeadLetters(parsed: Parsed[], max = 100): Inbound[] {
  let letters = 0;
  const entries = parsed.flatMap((entry): Inbound[] => {
    if (entry.kind !== 'unknown') return [entry];
    return ++letters > max ? [] : [deadLetter(entry)];
  });
  return letters > max
    ? [...entries, { kind: 'unknown', reason: reason('more-not-understood', { count: letters - max }) }]
    : entries;
}

function deadLetter({ of, ...letter }: NotUnderstood): Unknown {
  return of === undefined ? letter : { ...letter, part: cleanText(JSON.stringify(of)).slice(0, 8_000) };
}
