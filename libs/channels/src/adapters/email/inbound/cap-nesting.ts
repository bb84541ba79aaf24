const deepest = 400;
const tag = /<(\/?)([a-z][a-z0-9]{0,20})[^<>]{0,4000}>/gi;
/** Elements that need no end, or whose end is often left out: they do not count as nesting. */
const loose = new Set([
  'br',
  'hr',
  'img',
  'p',
  'li',
  'td',
  'th',
  'tr',
  'dt',
  'dd',
  'col',
  'meta',
  'link',
  'input',
  'option',
]);

/** Leaves out tags that lie deeper than any real mail goes. What reads markup costs the square of its depth. */
export function capNesting(html: string): string {
  let depth = 0;
  return html.replace(tag, (whole, slash: string, name: string) => {
    if (loose.has(name.toLowerCase())) return whole;
    const isOver = slash ? depth-- > deepest : ++depth > deepest;
    if (depth < 0) depth = 0;
    return isOver ? '' : whole;
  });
}
