/** What stands in the circle of somebody without a picture; nothing for whom has no name. */
export function initials(name: string | null | undefined): string {
  const words = (name ?? '')
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '')
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  const first = words[0];
  if (!first) return '';
  if (!/^\p{Script=Latin}/u.test(first)) return [...first][0]!;
  return ([...first][0]! + (words.length > 1 ? [...words.at(-1)!][0]! : '')).toUpperCase();
}
