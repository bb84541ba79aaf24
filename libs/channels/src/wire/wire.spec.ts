import { cleanText, field, fileName, identifier, line, number, text, unixTime } from './fields.js';
import { readJson } from './read-json.js';
import { redact, sameSecret } from './secrets.js';
import { retryAfter } from './send-parts.js';

const now = new Date('2026-11-22T12:00:00Z');

describe('readJson', () => {
  const read = (body: string, depth?: number) => readJson(Buffer.from(body), depth);

  test('reads what JSON.parse reads', () => {
    const body = '{"a":[1,-2.5,1e3,"x\\"[{\\\\",true,null,{"ü":"\\u00e9"}],"b":123456789012345}';
    expect(read(body)).toEqual(JSON.parse(body));
  });

  test('keeps long integers whole and leaves other numbers alone', () => {
    expect(
      read(
        '[90071992547409931234,-90071992547409931234,1.50000000000000000000,123456789012345,"90071992547409931234"]',
      ),
    ).toEqual(['90071992547409931234', '-90071992547409931234', 1.5, 123456789012345, '90071992547409931234']);
  });

  test('refuses depth before reading, and counts no bracket in a string', () => {
    expect(() => read('['.repeat(65) + ']'.repeat(65))).toThrow('nested too deeply');
    expect(read(`["${'['.repeat(100)}"]`)).toHaveLength(1);
    expect(read('['.repeat(64) + ']'.repeat(64))).toHaveLength(1);
  });

  test.each(['', 'x', '{"a":', '{"a":"\\', '[1,]', '"\\'])('says that %p is not JSON', (body) => {
    expect(() => read(body)).toThrow('not JSON');
  });
});

describe('fields', () => {
  test('finds own properties only', () => {
    expect(field({ a: { b: 1 } }, 'a', 'b')).toBe(1);
    expect(field({}, 'constructor', 'name')).toBeUndefined();
    expect(field(null, 'a')).toBeUndefined();
    expect(field('text', 'length')).toBeUndefined();
  });

  test('cleans what a database or terminal cannot bear and keeps the rest', () => {
    expect(cleanText('a\u0000\u0007b\tc\nd😀\ud83d')).toBe('ab\tc\nd😀\ufffd');
    expect(text(7)).toBeUndefined();
    expect(text('\u0000')).toBeUndefined();
    expect(line(' two\r\nlines ')).toBe('two lines');
    expect(line('Where is it \u202emoc.live\u2066\u2069, \u200fא?')).toBe('Where is it moc.live, \u200fא?');
    expect(line('\u202a\u202e')).toBeUndefined();
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\a.png', 'a.png'],
    ['\u200b.htaccess', '.htaccess'],
    ['a\r\nSet-Cookie: x.png', 'a Set-Cookie: x.png'],
    ['exe.\u202egnp', 'exe.gnp'],
    ['/', undefined],
    [null, undefined],
  ])('file name of %p', (given, expected) => expect(fileName(given)).toBe(expected));

  test.each([
    ['wamid.HBg=', 'wamid.HBg='],
    [12, '12'],
    [2 ** 53, undefined],
    [1.5, undefined],
    ['a b', undefined],
    ['ü', undefined],
    ['', undefined],
    ['x'.repeat(251), undefined],
    [{}, undefined],
  ])('id of %p', (given, expected) => {
    expect(identifier(given)).toBe(expected);
  });

  test.each([
    [1, 1],
    ['1.5', 1.5],
    ['-3', -3],
    ['0x10', undefined],
    ['1e5', undefined],
    [NaN, undefined],
    ['', undefined],
  ])('number of %p', (given, expected) => expect(number(given)).toBe(expected));

  test('believes a time only near enough to now', () => {
    expect(unixTime('1795348800', now)).toEqual(now);
    expect(unixTime(1795348800 + 90_000, now)).toBeUndefined();
    expect(unixTime(1795348800000, now)).toBeUndefined();
    expect(unixTime(0, now)).toBeUndefined();
  });
});

describe('secrets', () => {
  test('compares without throwing on other lengths', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    expect(sameSecret('ab', 'abc')).toBe(false);
    expect(sameSecret(undefined, 'abc')).toBe(false);
  });

  test('takes each occurrence out of a text', () => {
    expect(redact('token abcd and abcd, key efgh', ['abcd', 'efgh', 'x'])).toBe('token ••• and •••, key •••');
  });
});

describe('retryAfter', () => {
  const answer = (value?: string) => ({
    status: 429,
    headers: new Headers(value === undefined ? {} : { 'retry-after': value }),
    body: Buffer.alloc(0),
  });

  test.each([
    ['7', 7],
    ['0', 1],
    ['999999', 3_600],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60],
    ['Sun, 22 Nov 2020 12:01:00 GMT', 1],
    ['soon', undefined],
    [undefined, undefined],
  ])('%p', (given, expected) => {
    expect(retryAfter(answer(given), now)).toBe(expected);
  });
});
