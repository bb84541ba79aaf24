import { createFormats } from './format.js';

describe('formats', () => {
  const en = createFormats('en');
  it.each([
    [20, '1 minute'],
    [360, '6 minutes'],
    [5_400, '2 hours'],
    [180_000, '2 days'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(en.span(seconds)).toBe(words);
  });

  it('speaks of near days by name', () => {
    const now = new Date(2026, 10, 22, 12);
    expect(en.day(new Date(2026, 10, 22, 23, 59).toISOString(), now)).toBe('today');
    expect(en.day(new Date(2026, 10, 23, 0, 1).toISOString(), now)).toBe('tomorrow');
    expect(createFormats('de').day(new Date(2026, 10, 27).toISOString(), now)).toBe('Freitag, 27. November');
  });

  it('writes Arabic with the digits of order numbers', () => {
    expect(createFormats('ar-u-nu-latn').span(360)).toMatch(/6/);
  });
});
