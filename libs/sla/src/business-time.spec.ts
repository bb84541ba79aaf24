import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type Calendar, addBusinessSeconds, businessSecondsBetween, openState } from './business-time.js';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Pacific/Kiritimati',
];
const clock = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

/** One or two windows of a weekday, in quarters of an hour. */
const windowsOf = (weekday: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 4 }).map((marks) => {
    const sorted = marks.sort((a, b) => a - b);
    const pairs =
      sorted.length >= 4
        ? [
            [sorted[0]!, sorted[1]!],
            [sorted[2]!, sorted[3]!],
          ]
        : [[sorted[0]!, sorted[1]!]];
    return pairs.map(([from, to]) => ({ weekday, from: clock(from!), to: clock(to!) }));
  });

const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(...zones),
  windows: fc
    .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
    .chain((days) => fc.tuple(...days.map(windowsOf)))
    .map((lists) => lists.flat()),
  holidays: fc.array(
    fc.integer({ min: 0, max: 800 }).map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10)),
    { maxLength: 5 },
  ),
});
const instants = fc
  .date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2027-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));
/** Hours near a daylight-saving change, where bugs are likely. */
const changes = fc
  .tuple(
    fc.constantFrom(
      '2026-03-29T01:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-03-08T07:00:00Z',
      '2026-11-01T06:00:00Z',
      '2026-04-04T15:00:00Z',
      '2026-10-03T15:30:00Z',
      '2026-02-15T02:00:00Z',
    ),
    fc.integer({ min: -100_000, max: 100_000 }),
  )
  .map(([at, seconds]) => new Date(Date.parse(at) + seconds * 1000));
const times = fc.oneof(instants, changes);

/** The definition: whether the wall clock shows an open time at that instant. */
function isOpen({ timeZone, windows, holidays }: Calendar, at: number): boolean {
  const local = DateTime.fromMillis(at, { zone: timeZone });
  if (holidays.includes(local.toISODate()!)) return false;
  const time = local.toFormat('HH:mm');
  return windows.some(({ weekday, from, to }) => weekday === local.weekday && from <= time && time < to);
}

describe('business time', () => {
  it('counts an instant exactly when the wall clock shows an open time', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.oneof({ weight: 4, arbitrary: changes }, instants),
        fc.integer({ min: 1, max: 240 }),
        (calendar, at, quarters) => {
          const from = Math.floor(at.getTime() / 900_000) * 900_000;
          let open = 0;
          for (let n = 0; n < quarters; n++) if (isOpen(calendar, from + n * 900_000)) open += 900;
          expect(businessSecondsBetween(calendar, new Date(from), new Date(from + quarters * 900_000))).toBe(open);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('adds what it then measures, and ends at the earliest such instant', () => {
    fc.assert(
      fc.property(calendars, times, fc.integer({ min: 1, max: 400_000 }), (calendar, from, seconds) => {
        const due = addBusinessSeconds(calendar, from, seconds);
        expect(businessSecondsBetween(calendar, from, due)).toBe(seconds);
        expect(businessSecondsBetween(calendar, from, new Date(due.getTime() - 1000))).toBe(seconds - 1);
      }),
    );
  });

  it('adds in two steps what it adds in one', () => {
    fc.assert(
      fc.property(calendars, times, fc.nat(200_000), fc.nat(200_000), (calendar, from, one, two) => {
        expect(addBusinessSeconds(calendar, addBusinessSeconds(calendar, from, one), two)).toEqual(
          addBusinessSeconds(calendar, from, one + two),
        );
      }),
    );
  });

  it('measures a whole as the sum of its parts', () => {
    fc.assert(
      fc.property(calendars, times, fc.nat(1_000_000), fc.nat(1_000_000), (calendar, from, one, two) => {
        const [middle, to] = [new Date(from.getTime() + one * 1000), new Date(from.getTime() + (one + two) * 1000)];
        expect(businessSecondsBetween(calendar, from, middle) + businessSecondsBetween(calendar, middle, to)).toBe(
          businessSecondsBetween(calendar, from, to),
        );
      }),
    );
  });

  it('knows until when the shop is open or closed', () => {
    fc.assert(
      fc.property(calendars, times, (calendar, at) => {
        const { open, until } = openState(calendar, at);
        expect(open).toBe(isOpen(calendar, at.getTime()));
        if (until) expect(isOpen(calendar, until.getTime())).toBe(!open);
      }),
    );
  });
});

describe('business time by example', () => {
  const berlin: Calendar = {
    timeZone: 'Europe/Berlin',
    windows: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
    holidays: ['2026-12-25'],
  };
  const night: Calendar = {
    timeZone: 'Europe/Berlin',
    windows: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '06:00' })),
    holidays: [],
  };

  it.each([
    ['within a day', '2026-11-23T09:00:00+01:00', 3_600, '2026-11-23T10:00:00+01:00'],
    ['over a weekend', '2026-11-20T16:30:00+01:00', 3_600, '2026-11-23T09:30:00+01:00'],
    ['over a holiday and a weekend', '2026-12-24T16:59:00+01:00', 120, '2026-12-28T09:01:00+01:00'],
    ['from the night', '2026-11-23T03:00:00+01:00', 60, '2026-11-23T09:01:00+01:00'],
    ['over the end of summer time', '2026-10-23T16:00:00+02:00', 7_200, '2026-10-26T10:00:00+01:00'],
  ])('%s', (_, from, seconds, due) => {
    expect(addBusinessSeconds(berlin, new Date(from), seconds)).toEqual(new Date(due));
  });

  it('a night is five hours in spring and seven in autumn', () => {
    const hours = (date: string) =>
      businessSecondsBetween(
        night,
        DateTime.fromISO(date, { zone: 'Europe/Berlin' }).toJSDate(),
        DateTime.fromISO(date, { zone: 'Europe/Berlin' }).endOf('day').toJSDate(),
      ) / 3_600;
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([6, 5, 7]);
  });

  it('a window of an hour that spring skips does not exist that day', () => {
    const skipped: Calendar = {
      timeZone: 'Europe/Berlin',
      windows: [{ weekday: 7, from: '02:00', to: '03:00' }],
      holidays: [],
    };
    expect(businessSecondsBetween(skipped, new Date('2026-03-28T23:00:00Z'), new Date('2026-03-29T22:00:00Z'))).toBe(0);
    expect(addBusinessSeconds(skipped, new Date('2026-03-28T23:00:00Z'), 60)).toEqual(
      new Date('2026-04-05T02:01:00+02:00'),
    );
  });

  it('runs at any time without a calendar', () => {
    expect(addBusinessSeconds(null, new Date('2026-11-22T00:00:00Z'), 90)).toEqual(new Date('2026-11-22T00:01:30Z'));
    expect(businessSecondsBetween(null, new Date('2026-11-22T00:00:00Z'), new Date('2026-11-21T00:00:00Z'))).toBe(0);
  });

  describe('in a calendar without open days', () => {
    const from = new Date('2026-11-22T00:00:00Z');
    const daysFrom = (count: number, weekday?: number) =>
      Array.from({ length: count }, (_, n) => new Date(from.getTime() + n * 86_400_000))
        .filter((date) => weekday === undefined || date.getUTCDay() === weekday % 7)
        .map((date) => date.toISOString().slice(0, 10));
    const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));
    const never: Record<string, Calendar> = {
      'no window': { timeZone: 'UTC', windows: [], holidays: [] },
      'nothing but holidays': { timeZone: 'Asia/Kathmandu', windows: week, holidays: daysFrom(3_700) },
      'a weekday that is always a holiday': {
        timeZone: 'Europe/Berlin',
        windows: [{ weekday: 1, from: '09:00', to: '17:00' }],
        holidays: daysFrom(3_700, 1),
      },
      'a window without length': {
        timeZone: 'UTC',
        windows: [{ weekday: 1, from: '09:00', to: '09:00' }],
        holidays: [],
      },
    };

    it.each(Object.entries(never))('%s: every search ends, after ten years at most', (_, calendar) => {
      let looked = 0;
      const watched = {
        ...calendar,
        get windows() {
          looked++;
          return calendar.windows;
        },
      };
      expect(addBusinessSeconds(watched, from, 60).getTime()).toBeGreaterThan(from.getTime() + 9 * 365 * 86_400_000);
      expect(businessSecondsBetween(watched, from, new Date('2500-01-01T00:00:00Z'))).toBe(0);
      expect(openState(watched, from)).toEqual({ open: false, until: null });
      expect(looked).toBeLessThanOrEqual(3 * 3_660);
    });

    it('a first open day that is years away is found', () => {
      const late: Calendar = { timeZone: 'UTC', windows: week, holidays: daysFrom(3_000) };
      expect(addBusinessSeconds(late, from, 60)).toEqual(
        new Date(from.getTime() + 3_000 * 86_400_000 + 9 * 3_600_000 + 60_000),
      );
    });
  });

  it('never looks further than ten years, whatever the calendar', () => {
    const marks = fc.integer({ min: 0, max: 96 }).map(clock);
    const any: fc.Arbitrary<Calendar> = fc.record({
      timeZone: fc.constantFrom(...zones),
      windows: fc.array(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), from: marks, to: marks }), {
        maxLength: 8,
      }),
      holidays: fc.array(fc.constantFrom('2026-01-01', '2026-12-25', 'not a day'), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(any, instants, fc.integer({ min: 1, max: 90 * 86_400 }), (calendar, at, seconds) => {
        const due = addBusinessSeconds(calendar, at, seconds).getTime();
        expect(due).toBeGreaterThan(at.getTime());
        expect(due).toBeLessThanOrEqual(at.getTime() + 3_661 * 86_400_000);
      }),
      { numRuns: 60 },
    );
  });
});
