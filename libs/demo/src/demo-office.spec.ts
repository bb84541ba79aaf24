import { openState } from '#libs/sla';
import { chooseOffice } from './demo-office.js';
import { day, hour } from './demo-world.js';

const nameAt = (moment: string) => chooseOffice(Date.parse(moment)).name;

// Office hours are shortest at the weekend.
test('at every half hour of each Saturday of a year some office is in the middle of its day', () => {
  const closed: string[] = [];
  const saturday = Date.parse('2026-12-05T00:15:00Z');
  for (let week = 0; week < 53; week++)
    for (let half = 0; half < 48; half++) {
      const now = saturday + week * 7 * day + (half * hour) / 2;
      const { open, until } = openState(chooseOffice(now).calendar, new Date(now - 2 * hour));
      if (!open || until!.getTime() < now + 1.5 * hour) closed.push(new Date(now).toISOString());
    }
  expect(closed).toEqual([]);
});

test('it is Copenhagen by day there, and an office elsewhere by night', () => {
  expect(nameAt('2026-11-30T11:00:00Z')).toBe('Copenhagen office');
  expect(nameAt('2026-12-06T14:00:00Z')).toBe('Copenhagen office');
  expect(nameAt('2026-11-30T19:30:00Z')).toBe('São Paulo office');
  expect(nameAt('2026-12-06T03:00:00Z')).toBe('Auckland office');
});

test('keeps the holidays since the first ticket, save the one on which it begins', () => {
  const { holidays } = chooseOffice(Date.parse('2027-01-01T12:00:00Z')).calendar;
  expect(holidays).toContain('2026-12-25');
  expect(holidays).toContain('2028-01-01');
  expect(holidays).not.toContain('2027-01-01');
  expect(chooseOffice(Date.parse('2026-12-24T12:00:00Z')).name).toBe('Copenhagen office');
});
