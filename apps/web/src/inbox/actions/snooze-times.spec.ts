import { snoozeTimes } from './snooze-times.js';

describe('the times that a ticket can be snoozed until', () => {
  const days = Array.from({ length: 7 }, (_, day) => new Date(2026, 10, 22 + day, 12));

  it('are each another one, later than now, on every day of the week', () => {
    for (const now of days) {
      const times = snoozeTimes(now).map(({ until }) => until.getTime());
      expect(new Set(times).size).toBe(times.length);
      expect(Math.min(...times)).toBeGreaterThan(now.getTime());
    }
  });

  it('name a Monday as the next week, and leave it out on the day before', () => {
    expect(
      days.map((now) =>
        snoozeTimes(now)
          .find(({ id }) => id === 'snooze.next-week')
          ?.until.getDay(),
      ),
    ).toEqual([undefined, 1, 1, 1, 1, 1, 1]);
  });

  it('end the day before midnight', () => {
    expect(snoozeTimes(new Date(2026, 10, 24, 22)).map(({ id }) => id)).toEqual([
      'snooze.tomorrow',
      'snooze.next-week',
    ]);
  });
});
