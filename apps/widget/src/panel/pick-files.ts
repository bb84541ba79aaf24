import type { VisitorConfig } from '#libs/contracts';
import type { Formats } from './format.js';
import { t } from './i18n.js';
import { shrinkImage } from './shrink-image.js';

type Limits = VisitorConfig['limits'];
const unknownLimits: Limits = { textLength: 8_000, fileBytes: 10_000_000, filesPerMessage: 5 };

/** Those of the files that may go, photos shrunk, and a word on the first that may not. */
export async function pickFiles(picked: File[], already: number, limits: Limits = unknownLimits, formats: Formats) {
  const accepted: { file: Blob; name: string }[] = [];
  let refusal: string | null = null;
  for (const each of picked.slice(0, limits.filesPerMessage + 1)) {
    const ready = await shrinkImage(each);
    if (already + accepted.length >= limits.filesPerMessage)
      refusal ??= t('error.count', { count: limits.filesPerMessage });
    else if (!ready.file.size) refusal ??= t('error.empty', { name: each.name });
    else if (ready.file.size > limits.fileBytes)
      refusal ??= t('error.size', { name: each.name, size: formats.size(limits.fileBytes) });
    else accepted.push(ready);
  }
  return { accepted, refusal };
}
