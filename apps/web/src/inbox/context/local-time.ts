import { locale, t } from '../../i18n/texts.js';

/**
 * What the clock says where the customer is: "Shanghai, 22:32 there, night". The names of places that a zone has are
 * English; a language that writes otherwise says the zone.
 */
export function localTime(timeZone: string, now: number): string {
  try {
    const time = new Intl.DateTimeFormat(`${locale()}-u-nu-latn`, {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(now);
    const hour = Number(new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now));
    const place = timeZone.split('/').at(-1)!.replaceAll('_', ' ');
    return t(hour < 7 || hour >= 21 ? 'contact.local-night' : 'contact.local-time', {
      place,
      time,
      zone: zoneName(timeZone, 'shortGeneric'),
    });
  } catch {
    return '';
  }
}

/** A time zone by its name in the language of the screen, whether or not summer time holds there. */
export function zoneName(timeZone: string, style: 'shortGeneric' | 'longGeneric'): string {
  if (timeZone === 'UTC') return timeZone;
  try {
    return (
      new Intl.DateTimeFormat(locale(), { timeZone, timeZoneName: style })
        .formatToParts()
        .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
    );
  } catch {
    return timeZone;
  }
}
