import { line, number } from './fields.js';

/** Joins the non-empty parts, one per line. */
export const lines = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join('\n');

/** A place as text: its name and address, otherwise its coordinates, and a link to a map. */
export function placeText(place: {
  latitude: unknown;
  longitude: unknown;
  name?: unknown;
  address?: unknown;
}): string | undefined {
  const latitude = number(place.latitude);
  const longitude = number(place.longitude);
  if (latitude === undefined || longitude === undefined || Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    return undefined;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`;
  return lines(`📍 ${line(place.name) ?? `${latitude}, ${longitude}`}`, line(place.address, 500), map);
}

/** What an address card says of a person; parts of an address may be lists of words that stand on one line. */
export interface Card {
  company?: unknown[];
  phones?: unknown[];
  mails?: unknown[];
  addresses?: unknown[][];
  urls?: unknown[];
}

const mostLines = 40;

/** An address card as text: the name, the company, and each way to reach the person on a line of its own. */
export function personText(name: unknown, card: Card): string | undefined {
  const { company = [], phones = [], mails = [], addresses = [], urls = [] } = card;
  const ways = [...phones, ...mails].map((way) => line(way));
  const places = addresses.map((parts) => enumeration(parts, ', '));
  const links = urls.map((url) => line(url, 2_000));
  const said = [enumeration(company, ', '), ...ways, ...places, ...links].filter(Boolean).slice(0, mostLines);
  const shown = lines(line(name), ...said);
  return shown ? `👤 ${shown}` : undefined;
}

function enumeration(parts: unknown[], separator: string): string | undefined {
  const words = parts.slice(0, 10).map((part) => (Array.isArray(part) ? enumeration(part, ' ') : line(part, 300)));
  return words.filter(Boolean).join(separator) || undefined;
}
