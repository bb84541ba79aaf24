/** Characters that turn the direction of the text round them: a file or a sender could pose as another. */
const overrides = /[\u202A-\u202E\u2066-\u2069]/gu;
const controls = /[\p{Cc}\u2028\u2029]+/gu;
const invisible = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/gu;

/** One line of text from a stranger: no control characters, no lone surrogates, no forged direction. */
export function cleanLine(value: string, max: number): string {
  return wellFormed(value.slice(0, max * 4))
    .replace(controls, ' ')
    .replace(overrides, '')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, max);
}

/** Several lines of text from a stranger: line feeds and tabs stay, other control characters go. */
export function cleanBlock(value: string, max: number): string {
  const text = wellFormed(value.slice(0, max)).replace(/\r\n?/g, '\n');
  return text.replace(/(?![\n\t])\p{Cc}/gu, '').trim();
}

/** A file name that is only a name: no path, nothing hidden, no leading dot, short enough to be shown. */
export function cleanFileName(value: string): string {
  const plain = cleanLine(value.slice(0, 20_000).normalize('NFC'), 20_000).replace(invisible, '');
  const base = (plain.split(/[\\/]/).at(-1) ?? '').replace(/^[.\s]+|[.\s]+$/g, '');
  if (!base) return 'attachment';
  const dot = base.lastIndexOf('.');
  const extension = dot > 0 ? base.slice(dot, dot + 12) : '';
  return base.length <= 150 ? base : base.slice(0, 150 - extension.length) + extension;
}

const wellFormed = (value: string): string => Buffer.from(value, 'utf8').toString('utf8');
