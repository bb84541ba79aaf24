import type { readReason } from '#reasons';
import { isolated } from './format.js';
import { t } from './texts.js';

/** Finds our sentences. None in English: they are shown as the server wrote them. */
let read: typeof readReason | undefined;

/** Loads what finds the server's sentences in a text; their translations are a catalogue of their own. */
export async function readReasonsFor(locale: string): Promise<void> {
  read = locale === 'en' ? undefined : (await import('#reasons')).readReason;
}

/** A sentence may hold another one, which may hold a provider's words. Deeper it is nothing that we write. */
const deepest = 3;

/**
 * Why something did not work, in the language of the screen: our own sentences are translated, and what a provider said
 * stays as it is.
 */
export function reasonText(text: string, depth = deepest): string {
  const known = depth > 0 ? read?.(text) : undefined;
  if (!known) return text;
  const values = Object.entries(known.values).map(([name, value]) => [
    name,
    /^\d*$/.test(value) ? value : isolated(name === 'why' ? reasonText(value, depth - 1) : value),
  ]);
  return t(`reason.${known.code}`, Object.fromEntries(values));
}
