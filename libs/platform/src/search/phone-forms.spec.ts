import { otherPhone } from './phone-forms.js';

it.each([
  ['Brazil', '5511987654321', '551187654321'],
  ['Mexico', '525512345678', '5215512345678'],
  ['Argentina', '5491160001234', '541160001234'],
])('a mobile number of %s is asked for in both forms, from either', (_country, one, other) => {
  expect([otherPhone(one), otherPhone(other)]).toEqual([other, one]);
});

it.each([
  ['at home, where the digit is within it', '11987654321', '1187654321'],
  ['at home, where one form ends the other', '1160001234', '1160001234'],
  ['of another country', '4915112345678', '4915112345678'],
])('a number %s', (_what, asked, other) => {
  expect(otherPhone(asked)).toBe(other);
});
