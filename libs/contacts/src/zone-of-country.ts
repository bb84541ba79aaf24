import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** What ICU lists for a region; not yet in TypeScript's own types. */
type WithZones = Intl.Locale & { timeZones?: string[]; getTimeZones?(): string[] | undefined };

/** Countries whose clocks go by one zone in daily life, though ICU lists others. */
const byLaw: Record<string, string> = { CN: 'Asia/Shanghai' };

/**
 * The time zone of a country (ISO 3166), or null where its clocks differ: a guess would be shown as a fact.
 * @param now decides which clocks are the same
 */
export const zoneOfCountry = (country: string, now = new Date()): string | null => zoneOfAny([country], now);

/** The time zone of a phone number's country; null for one that may be of several with different clocks, or of none. */
export function zoneOfPhone(phone: string): string | null {
  const number = parsePhoneNumberFromString(phone.startsWith('+') ? phone : `+${phone}`);
  if (!number) return null;
  return zoneOfAny(number.country ? [number.country] : number.getPossibleCountries());
}

function zoneOfAny(countries: string[], now = new Date()): string | null {
  const zones = countries.filter((country) => /^[A-Z]{2}$/.test(country)).flatMap(zonesOf);
  const halfAYear = new Date(now.getTime() + 182 * 86_400_000);
  const clocks = new Set(zones.map((zone) => `${clockIn(zone, now)} ${clockIn(zone, halfAYear)}`));
  return clocks.size === 1 ? zones[0]! : null;
}

function zonesOf(country: string): string[] {
  if (byLaw[country]) return [byLaw[country]];
  const region = new Intl.Locale(`und-${country}`) as WithZones;
  return region.getTimeZones?.() ?? region.timeZones ?? [];
}

const clockIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
