import type { Inbound } from '../define-channel.js';

/** A body of nothing but nonsense may not become as many dead letters: the first are kept, the rest counted. */
export function boundUnknown(entries: Inbound[], max = 100): Inbound[] {
  const unknown = entries.filter((entry) => entry.kind === 'unknown');
  if (unknown.length <= max) return entries;
  const kept = new Set(unknown.slice(0, max));
  const rest: Inbound = { kind: 'unknown', reason: `${unknown.length - max} more parts of the same delivery not understood` };
  return [...entries.filter((entry) => entry.kind !== 'unknown' || kept.has(entry)), rest];
}
