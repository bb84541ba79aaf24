import { zoneOfCountry, zoneOfPhone } from './zone-of-country.js';

describe('the time zone of a country', () => {
  it.each([
    ['DE', 'Europe/Berlin'],
    ['GB', 'Europe/London'],
    ['CN', 'Asia/Shanghai'],
    ['JP', 'Asia/Tokyo'],
    ['US', null],
    ['BR', null],
    ['ES', null],
    ['PT', null],
    ['ZZ', null],
    ['', null],
    ['de', null],
  ])('%s: %s', (country, zone) => expect(zoneOfCountry(country)).toBe(zone));

  it.each([
    ['4915550000802', 'Europe/Berlin'],
    ['447700900142', 'Europe/London'],
    ['+81312345678', 'Asia/Tokyo'],
    ['12025550123', null],
    ['12', null],
    ['', null],
  ])('of the number %s: %s', (phone, zone) => expect(zoneOfPhone(phone)).toBe(zone));
});
