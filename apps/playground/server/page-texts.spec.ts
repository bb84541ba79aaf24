import { readFileSync } from 'node:fs';
import { spokenBy } from '#languages';

const catalogue = (locale: string) =>
  JSON.parse(readFileSync(new URL(`../page/locales/${locale}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
const gapsIn = (texts: Record<string, string>) =>
  Object.entries(texts).map(([id, text]) => [id, (text.match(/\{\w+\}/g) ?? []).sort()]);

test.each(spokenBy('playground').map(({ tag }) => tag))('the page speaks %s in full', (locale) => {
  const texts = catalogue(locale);
  expect(gapsIn(texts)).toEqual(gapsIn(catalogue('en')));
  expect(Object.values(texts).every((text) => text.trim() !== '')).toBe(true);
});
