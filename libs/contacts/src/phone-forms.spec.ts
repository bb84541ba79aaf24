import { phoneForms } from './phone-forms.js';

describe('a mobile number that carriers write two ways', () => {
  it.each([
    ['Brazil’s ninth digit', '+5511987654321', '+551187654321'],
    ['Brazil’s ninth digit, elsewhere', '+5531996883193', '+553196883193'],
    ['Mexico’s 1', '+525512345678', '+5215512345678'],
    ['Argentina’s 9', '+5491160001234', '+541160001234'],
    ['Argentina’s 9, with an area of three digits', '+5493514123456', '+543514123456'],
  ])('has both forms, from either: %s', (_what, one, other) => {
    for (const written of [one, other]) expect(phoneForms(written).sort()).toEqual([one, other].sort());
  });
});

it.each([
  ['a landline in Brazil', '+551132654321'],
  ['what would be one with a 9', '+5511932654321'],
  ['a new mobile number in Brazil, which never had eight digits', '+5511912345678'],
  ['a number free of charge', '+558008765432'],
  ['a number that is too short', '+5411600012'],
  ['another country', '+4915112345678'],
  ['a number without its country', '11987654321'],
  ['no number', ''],
])('%s has one form only', (_what, phone) => {
  expect(phoneForms(phone)).toEqual([phone]);
});
