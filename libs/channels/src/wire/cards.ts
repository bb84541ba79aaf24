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

/** An address card as text. */
export function personText(name: unknown, ways: unknown[]): string | undefined {
  const shown = lines(line(name), ...ways.slice(0, 40).map((way) => line(way)));
  return shown ? `👤 ${shown}` : undefined;
}
