import { DateTime } from 'luxon';
import { addDays, daysOf, periodOf, startOf, startsOf } from './period.js';

describe('the period of a report', () => {
  it('is compared with as many days before it', () => {
    expect(periodOf({ from: '2026-10-28', to: '2026-11-24', zone: 'Europe/Berlin' })).toEqual({
      zone: 'Europe/Berlin',
      previousFrom: '2026-09-30',
      from: '2026-10-28',
      end: '2026-11-25',
    });
    expect(periodOf({ from: '2026-03-01', to: '2026-03-01', zone: 'UTC' })).toMatchObject({
      previousFrom: '2026-02-28',
      end: '2026-03-02',
    });
  });

  it('is the last four weeks of the zone unless it is said', () => {
    const late = DateTime.fromISO('2026-11-22T20:00:00Z');
    expect(periodOf({ zone: 'Asia/Shanghai' }, late)).toMatchObject({ from: '2026-10-27', end: '2026-11-24' });
    expect(periodOf({ zone: 'UTC' }, late)).toMatchObject({ from: '2026-10-26', end: '2026-11-23' });
  });

  it('has days as long as the zone makes them', () => {
    const hours = (zone: string, day: string, next: string) =>
      (startOf(zone, next).getTime() - startOf(zone, day).getTime()) / 3_600_000;
    expect([
      hours('Europe/Berlin', '2026-03-29', '2026-03-30'),
      hours('Europe/Berlin', '2026-10-25', '2026-10-26'),
    ]).toEqual([23, 25]);
    expect(daysOf('2026-10-24', '2026-10-27')).toEqual(['2026-10-24', '2026-10-25', '2026-10-26']);
  });

  it('begins its days when the calendar of the zone does, at a quarter hour of UTC', () => {
    // Days without midnight, with two of them, a day that was left out, a change of half an hour.
    for (const [zone, first] of [
      ['Africa/Cairo', '2024-04-20'],
      ['Asia/Beirut', '2024-03-25'],
      ['Pacific/Apia', '2011-12-25'],
      ['Australia/Lord_Howe', '2024-04-01'],
      ['Asia/Kathmandu', '2024-04-01'],
      ['America/Havana', '2024-10-28'],
    ] as const) {
      const starts = startsOf(zone, first, 12);
      expect(starts).toEqual(starts.map((_, index) => startOf(zone, addDays(first, index)).getTime()));
      expect(starts.filter((start) => start % 900_000 !== 0)).toEqual([]);
    }
  });
});
