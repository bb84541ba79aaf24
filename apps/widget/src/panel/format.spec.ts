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

  it.each([
    ['en', 'Europe/Copenhagen', 'Denmark Time'],
    ['zh', 'Asia/Shanghai', '中国时间'],
    ['ar-u-nu-latn', 'Europe/Copenhagen', 'توقيت الدانمرك'],
    ['fr', 'America/Sao_Paulo', 'São Paulo'],
    ['de', 'Europe/Berlin', 'MEZ'],
    ['en', 'America/New_York', 'EST'],
    ['en', 'Etc/GMT-5', 'GMT+5'],
  ])('names the zone in %s in %s by its local name where there is one: %s', (locale, timeZone, name) => {
    expect(createFormats(locale, timeZone).clockAndZone('2026-11-30T12:00:00Z')).toContain(name);
  });
});
