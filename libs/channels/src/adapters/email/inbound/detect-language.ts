import { eld } from 'eld/small';

/** Language of a text, when it is long enough to tell and plain enough to be sure. */
export function detectLanguage(text: string): string | undefined {
  const sample = text.slice(0, 1_000);
  if (sample.replace(/[\s\d\p{P}]/gu, '').length < 12) return undefined;
  const found = eld.detect(sample);
  return found.isReliable() ? found.language || undefined : undefined;
}
