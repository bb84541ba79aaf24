/**
 * Joins the lines of a text with `format=flowed` (RFC 3676). Lines of different depth of quoting stay apart, and the
 * line before a signature never flows.
 */
export function unflow(text: string, dropsSpace: boolean): string {
  const paragraphs: { depth: number; parts: string[]; isOpen: boolean }[] = [];
  for (const line of text.split('\n')) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    const words = line.slice(depth).replace(/^ /, '');
    const last = paragraphs.at(-1);
    const isOpen = words.endsWith(' ') && words !== '-- ';
    const part = isOpen && dropsSpace ? words.slice(0, -1) : words;
    if (last?.isOpen && last.depth === depth && words !== '-- ') {
      last.parts.push(part);
      last.isOpen = isOpen;
    } else paragraphs.push({ depth, parts: [part], isOpen });
  }
  return paragraphs
    .map(({ depth, parts }) => (depth > 0 ? `${'>'.repeat(depth)} ` : '') + ended(parts.join('')))
    .join('\n');
}

const ended = (line: string): string => (line === '-- ' ? line : line.trimEnd());
