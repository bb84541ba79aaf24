const deepest = 400;
const tag = /<(\/?)([a-z][a-z0-9]{0,20})[^<>]{0,4000}>/gi;
/** Elements without an end tag, or whose end tag is optional: they do not count as nesting. */
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

/** Removes tags that are nested deeper than in any real mail: the sanitiser's time is quadratic in the depth. */
export function capNesting(html: string): string {
  let depth = 0;
  return html.replace(tag, (whole, slash: string, name: string) => {
    if (loose.has(name.toLowerCase())) return whole;
    const isOver = slash ? depth-- > deepest : ++depth > deepest;
    if (depth < 0) depth = 0;
    return isOver ? '' : whole;
  });
}
