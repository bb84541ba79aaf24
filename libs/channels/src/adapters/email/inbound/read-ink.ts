/** Names of colours that say nothing: those of the page, and shades of grey. */
const plainNames =
  /^(?:black|white|(?:dark|light|dim|slate|darkslate|lightslate)?gr[ae]y|silver|gainsboro|whitesmoke|snow|ivory|windowtext|buttontext|fieldtext|canvastext|inherit|initial|unset|revert|currentcolor|transparent|auto|none)$/;
/** Gmail's colours for what a thread has said before. */
const ofGmail = new Set(['500050', '550055']);
/** The channels of a colour differ so much at least. */
const leastStrong = 48;
const inline = /^(?:span|font|b|strong|i|em|u|mark)$/;
const property = (name: string) => new RegExp(String.raw`(?:^|[;\s])${name}\s?:\s?([^;]{1,60})`, 'i');
const inkOf = property('color');
const highlight = property('background(?:-color)?');

/** The colour that an element gives to its words, where it is one that people mark answers with, as word signs. */
export function readInk(tag: string, { style = '', color }: Record<string, string>): string | undefined {
  // A block in a colour is a heading of a shop's; who answers colours words.
  if (!inline.test(tag)) return undefined;
  const css = style.slice(0, 1000);
  const back = strongOf(highlight.exec(css)?.[1]);
  if (back ?? tag === 'mark') return `on_${back ?? 'mark'}`;
  return strongOf(inkOf.exec(css)?.[1] ?? (tag === 'font' ? color : undefined));
}

function strongOf(said = ''): string | undefined {
  const value = said
    .replace(/!\s?important/i, '')
    .trim()
    .toLowerCase();
  const channels = channelsOf(value);
  if (!channels) return /^[a-z]{3,24}$/.test(value) && !plainNames.test(value) ? value : undefined;
  const name = channels.map((part) => part.toString(16).padStart(2, '0')).join('');
  const isStrong = Math.max(...channels) - Math.min(...channels) >= leastStrong;
  return isStrong && !ofGmail.has(name) ? name : undefined;
}

function channelsOf(value: string): number[] | null {
  const hex = /^#?([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{1,2})?$/.exec(value)?.[1];
  if (hex)
    return (hex.length === 3 ? [...hex].map((sign) => sign + sign) : hex.match(/../g)!).map((part) =>
      Number.parseInt(part, 16),
    );
  const parts = /^rgba?\(\s?(\d{1,3})[\s,]{1,3}(\d{1,3})[\s,]{1,3}(\d{1,3})/.exec(value);
  return parts ? parts.slice(1, 4).map((part) => Math.min(255, Number(part))) : null;
}
