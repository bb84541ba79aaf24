import type { VisitorConfig } from '#libs/contracts';
import type { Formats } from './format.js';
import { t } from './i18n.js';

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

const longestSide = 2048;
const smallEnough = 600_000;

/** A photo as small as it needs to be for a chat, also without its place of taking; anything else as it is. */
async function shrinkImage(file: File): Promise<{ file: Blob; name: string }> {
  const asIs = { file, name: file.name };
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= smallEnough) return asIs;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement('canvas'), {
      width: Math.round(picture.width * scale),
      height: Math.round(picture.height * scale),
    });
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82));
    return blob && blob.size < file.size ? { file: blob, name: file.name.replace(/\.\w+$/, '') + '.jpg' } : asIs;
  } catch {
    return asIs;
  }
}
