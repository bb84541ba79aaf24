/** Characters that change the direction of surrounding text, with which a file or sender could pose as another. */
const overrides = /[\u202A-\u202E\u2066-\u2069]/gu;
const controls = /[\p{Cc}\u2028\u2029]+/gu;
const invisible = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/gu;

/** Cleans one line of untrusted text: no control characters, lone surrogates or direction controls. */
export function cleanLine(value: string, max: number): string {
  return wellFormed(value.slice(0, max * 4))
    .replace(controls, ' ')
    .replace(overrides, '')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, max);
}

/** Cleans untrusted text of several lines: keeps line feeds and tabs, removes other control characters. */
export function cleanBlock(value: string, max: number): string {
  const text = wellFormed(value.slice(0, max)).replace(/\r\n?/g, '\n');
  return text.replace(/(?![\n\t])\p{Cc}/gu, '').trim();
}

/** Cleans a file name: no path, no leading dot, no invisible characters, limited length. */
export function cleanFileName(value: string): string {
  const plain = cleanLine(value.slice(0, 20_000).normalize('NFC'), 20_000).replace(invisible, '');
  const base = withoutDots(plain.split(/[\\/]/).at(-1) ?? '');
  if (!base) return 'attachment';
  const dot = base.lastIndexOf('.');
  const extension = dot > 0 ? base.slice(dot, dot + 12) : '';
  return base.length <= 150 ? base : base.slice(0, 150 - extension.length) + extension;
}

/** Without dots and blanks at its ends. Searches from the end: a regular expression would try each run of dots. */
function withoutDots(name: string): string {
  let end = name.length;
  while (end > 0 && /[.\s]/.test(name[end - 1]!)) end--;
  return name.slice(0, end).replace(/^[.\s]+/, '');
}

const wellFormed = (value: string): string => Buffer.from(value, 'utf8').toString('utf8');
