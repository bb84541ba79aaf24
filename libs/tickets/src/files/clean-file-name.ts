/** Invisible and bidirectional control characters, which make a name look like another. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Makes a sender's file name safe to show and to save: no path, no control or invisible characters, at most 180
 * characters.
 */
export function cleanFileName(name: string): string {
  const base = name.normalize('NFC').replace(deceptive, '').split(/[\\/]/).at(-1) ?? '';
  const trimmed = base.replace(/^[.\s]+|[.\s]+$/g, '');
  if (!trimmed) return 'file';
  if (trimmed.length <= 180) return trimmed;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(trimmed)?.[0] ?? '';
  return trimmed.slice(0, 180 - extension.length) + extension;
}
