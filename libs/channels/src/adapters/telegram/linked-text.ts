import { field, line, list, number, text } from '../../wire/fields.js';

const mostEntities = 200;

interface Link {
  end: number;
  url: string;
}

/**
 * The text of a message with the address of each link that stands behind words after them. Offsets count UTF-16 units,
 * as ours do, in the text as it came: so this goes before anything is cleaned.
 */
export function linkedText(said: unknown, entities: unknown): string | undefined {
  if (typeof said !== 'string') return undefined;
  const links = list(entities)
    .slice(0, mostEntities)
    .flatMap((entity) => linkOf(entity, said))
    .sort((one, other) => one.end - other.end);
  const parts: string[] = [];
  let from = 0;
  for (const { end, url } of links) {
    parts.push(said.slice(from, end), ` (${url})`);
    from = end;
  }
  return text([...parts, said.slice(from)].join(''));
}

function linkOf(entity: unknown, said: string): Link[] {
  const [offset, length] = [number(field(entity, 'offset')), number(field(entity, 'length'))];
  const url = field(entity, 'type') === 'text_link' ? line(field(entity, 'url'), 2_000) : undefined;
  if (!url || !isCount(offset) || !isCount(length) || offset + length > said.length) return [];
  const words = said.slice(offset, offset + length);
  // Blanks at the end of the words stay behind the address.
  return words.trim() === url ? [] : [{ end: offset + words.trimEnd().length, url }];
}

const isCount = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 0;

/** The addresses behind the buttons of a message that was forwarded from a bot, each on a line. */
export function buttonLinks(message: unknown): string | undefined {
  const buttons = list(field(message, 'reply_markup', 'inline_keyboard'))
    .flatMap(list)
    .slice(0, 30);
  const shown = buttons.flatMap((button) => {
    const url = line(field(button, 'url'), 2_000);
    return url ? [`${line(field(button, 'text')) ?? ''} (${url})`.trim()] : [];
  });
  return shown.join('\n') || undefined;
}
