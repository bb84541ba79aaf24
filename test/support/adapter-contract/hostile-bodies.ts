const wrong: unknown[] = [
  null,
  0,
  -1.5,
  true,
  '',
  'x',
  '\u0000\ud800',
  [],
  {},
  [null],
  { id: {} },
  'y'.repeat(70_000),
  '2e308',
  ['a', ['b']],
];

/** Bodies that no provider sends and an attacker might. */
export const hostileBodies: [string, Buffer][] = [
  ['nothing', ''],
  ['a word', 'hello'],
  ['half a document', '{"entry": [{"changes": ['],
  ['null', 'null'],
  ['a number', '1e999'],
  ['an empty list', '[]'],
  ['an empty object', '{}'],
  ['ten thousand lists in one another', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['ten thousand objects in one another', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['a depth hidden behind strings', `{"a":"[\\"[[","b":${'['.repeat(10_000)}`],
  ['only opening brackets', '['.repeat(4 * 1024 * 1024)],
  ['only backslashes in a string', `"${'\\'.repeat(2 * 1024 * 1024)}`],
  ['half a million empty entries', `{"object":"whatsapp_business_account","entry":[${'{},'.repeat(500_000)}{}]}`],
  ['a number of a million digits', `{"update_id":${'9'.repeat(1_000_000)}}`],
  ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
].map(([name, body]) => [name as string, Buffer.from(body as string)]);

/**
 * A recorded body with each of its values in turn replaced by what it should not be, or with prototype keys beside it;
 * each is written when it is called for.
 */
export function* spoilt(body: unknown): Generator<() => string> {
  for (const path of pathsIn(body)) {
    for (const value of wrong) yield () => JSON.stringify(replaced(body, path, value));
    yield () =>
      replacedRaw(
        body,
        path,
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"id":"x","type":"__proto__"}',
      );
    yield () => replacedRaw(body, path, '"constructor"');
    yield () => replacedRaw(body, path, '123456789012345678901234567890');
  }
}

type Path = (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function replaced(body: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(body) ? [...body] : { ...(body as object) }) as Record<string, unknown>;
  copy[key as string] = replaced(copy[key as string], rest, value);
  return copy;
}

const MARK = '@@here@@';
const replacedRaw = (body: unknown, path: Path, raw: string) =>
  JSON.stringify(replaced(body, path, MARK)).replace(`"${MARK}"`, raw);
