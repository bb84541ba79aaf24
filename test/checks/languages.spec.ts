import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRightToLeft, languages } from '#libs/contracts';
import { textsOf } from '../support/languages/faces.js';
import { findGaps } from '../support/languages/find-gaps.js';

const root = process.cwd();

describe('the languages', () => {
  it('are complete in every face that they name', () => expect(findGaps(root, languages)).toEqual([]));

  it('are each there once, English with every face', () => {
    expect(new Set(languages.map(({ tag }) => tag)).size).toBe(languages.length);
    const english = languages.find(({ tag }) => tag === 'en')!;
    expect([...english.faces].sort()).toEqual(Object.keys(textsOf).sort());
  });

  it('run in the direction that the page takes before anything has loaded', () => {
    for (const { tag, direction } of languages) expect([tag, isRightToLeft(tag)]).toEqual([tag, direction === 'rtl']);
    const early = readFileSync('apps/web/public/early.js', 'utf8');
    expect(/\/\^\(([\w|]+)\)/.exec(early)?.[1]).toBe(/\/\^\(([\w|]+)\)/.exec(String(isRightToLeft))?.[1]);
  });
});

describe('the check of languages', () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'waypost-languages-'));
  beforeAll(() => {
    for (const folder of ['apps', 'libs'])
      cpSync(path.join(root, folder), path.join(copy, folder), {
        recursive: true,
        filter: (from) => from.includes('/locales/') || statSync(from).isDirectory(),
      });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const change = (file: string, edit: (texts: Record<string, string>) => void) => {
    const texts = JSON.parse(readFileSync(path.join(copy, file), 'utf8'));
    edit(texts);
    writeFileSync(path.join(copy, file), JSON.stringify(texts));
  };
  const german = 'libs/orders/src/words/locales/de.json';

  it.each<[string, () => void, string]>([
    ['a file that is missing', () => rmSync(path.join(copy, german)), `${german} is missing`],
    ['a text that is missing', () => change(german, (texts) => delete texts['title']), `${german}: no title`],
    ['a text too many', () => change(german, (texts) => (texts['titel'] = 'x')), `${german}: titel is unknown`],
    ['an empty text', () => change(german, (texts) => (texts['title'] = '')), `${german}: title is empty`],
    [
      'a placeholder that is lost',
      () => change(german, (texts) => (texts['follow'] = 'Sendung verfolgen')),
      `${german}: follow has other placeholders than the English text`,
    ],
    [
      'a language that no line names',
      () => writeFileSync(path.join(copy, 'apps/widget/src/panel/locales/eo.json'), '{}'),
      'apps/widget/src/panel/locales/eo.json is there, and no language of the list says so',
    ],
  ])('sees %s', (_what, spoil, said) => {
    spoil();
    expect(findGaps(copy, languages)).toEqual([said]);
    cpSync(path.join(root, german), path.join(copy, german));
  });
});
