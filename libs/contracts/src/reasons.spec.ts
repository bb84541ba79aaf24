import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expectLinear } from '../../../test/support/expect-linear.js';
import { type ReasonCode, readReason, reason, reasons } from './reasons.js';

const codes = Object.keys(reasons) as ReasonCode[];
const namesIn = (code: ReasonCode) => [...reasons[code].matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
/** A sentence with values that are known by their names alone. */
const say = reason as (code: ReasonCode, values: Record<string, string>) => string;

const number = fc.nat().map(String);
const word = fc.stringMatching(/^[\x21-\x7e]{1,60}$/);
const valuesOf: Record<string, fc.Arbitrary<string>> = {
  platform: fc.constantFrom('WhatsApp', 'Telegram', 'St. Pigeon {post}', '微信'),
  max: number,
  status: number,
  count: number,
  date: fc.constantFrom('2026-12-31', '2027-01-01'),
  code: fc.constantFrom('ECONNREFUSED', 'UND_ERR_SOCKET', 'a.b-c'),
  name: word,
  why: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('', '{why}', 'a\nb. {c}: d (e)', '$& $1', reason('not-reached'), reason('mail-refused')),
  ),
};

describe('the sentences of reasons', () => {
  it.each(codes)('%s is found again, with its values', (code) => {
    const names = namesIn(code);
    const values = fc.record(Object.fromEntries(names.map((name) => [name, valuesOf[name]!])));
    const comesBack = (given: Record<string, string>) =>
      expect(readReason(say(code, given))).toEqual({ code, values: given });
    fc.assert(fc.property(values, comesBack), { numRuns: names.length > 0 ? 50 : 1 });
  });

  it('hold what they are given, and no more', () => {
    expect(reason('text-too-long', { platform: 'Telegram', max: 4_096 })).toBe(
      'Telegram takes at most 4096 characters',
    );
    expect(reason('window-closed', { why: 'WhatsApp: {why} $&' })).toBe(
      'The 24-hour reply window is closed. WhatsApp: {why} $&',
    );
  });

  it.each([
    'WhatsApp: (#131026) Message undeliverable',
    'The message is empty.',
    'the message is empty',
    'Telegram takes at most many characters',
    'The customer has no address',
    'Provider: evil could not be reached',
    'about two words',
    '550 5.1.1 no mailbox here',
    '',
  ])('are not seen in %j', (text) => expect(readReason(text)).toBeNull());

  it('have words between each two of their values', () => {
    for (const code of codes) expect([code, reasons[code]]).not.toEqual([code, expect.stringMatching(/\}\{/)]);
    expect(new Set(Object.values(reasons)).size).toBe(codes.length);
  });

  it('are the English ones of the agents’ app', () => {
    const texts = JSON.parse(readFileSync('apps/web/src/i18n/locales/en/reasons.json', 'utf8'));
    expect(texts).toEqual(Object.fromEntries(codes.map((code) => [`reason.${code}`, reasons[code]])));
  });

  it('are looked for in linear time', () =>
    expectLinear((size) => readReason(' could not be read: takes at most '.repeat(size)), 100_000));
});
