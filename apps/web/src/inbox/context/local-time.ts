import { locale, t } from '../../i18n/texts.js';

/**
 * The time where the customer is: "Shanghai, 22:32 there, night". The place in the name of a zone is English, so other
 * languages name the zone instead.
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

/** The name of a time zone in the language of the screen, the same in summer and winter. */
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
