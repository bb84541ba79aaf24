import { i18n } from '@lingui/core';
import { spokenBy } from '#languages';
import { continuedTitle, snippetOf, titleOf } from './ticket-words.js';

const languages = spokenBy('web').map(({ tag }) => tag);
const kinds = ['photo', 'sticker', 'animation', 'video', 'voice', 'audio', 'file'] as const;

async function speak(language: string): Promise<void> {
  const file = `../../i18n/locales/${language}/app.json`;
  const texts = (await import(file, { with: { type: 'json' } })) as { default: Record<string, string> };
  i18n.loadAndActivate({ locale: language, messages: texts.default });
}
const silent = (kind: (typeof kinds)[number], more: object = {}) => ({
  subject: '',
  snippet: '',
  snippetFiles: { kind, count: 1, name: 'invoice.pdf', seconds: null, ...more },
});

describe.each(languages)('a message without a text, in %s', (language) => {
  beforeEach(() => speak(language));

  it('has words of its own for every kind of file, alone and in number', () => {
    const words = kinds.flatMap((kind) => [1, 2, 3, 11, 100].map((count) => snippetOf(silent(kind, { count }))));
    for (const each of words) expect(each).toMatch(/^[^{}]*\p{L}[^{}]*$/u);
    for (const at of [1, 3]) {
      const alike = kinds.map((kind) => snippetOf(silent(kind, { count: at })));
      expect(new Set(alike).size).toBe(kinds.length);
    }
  });

  it('says how long it plays, and what a file is called', () => {
    expect(snippetOf(silent('voice', { seconds: 12 }))).toContain('0:12');
    expect(snippetOf(silent('video', { seconds: 3_725 }))).toContain('1:02:05');
    expect(snippetOf(silent('file'))).toContain('invoice.pdf');
    expect(snippetOf(silent('photo'))).not.toContain('invoice.pdf');
    expect(titleOf(silent('voice', { seconds: 0 }))).toContain('0:00');
  });
});

describe('the lines of a row', () => {
  const of = (subject: string, snippet: string) => ({ subject, snippet, snippetFiles: null });

  it.each([
    ['The parcel that I ordered…', 'The parcel that I ordered three weeks ago'],
    ['你好，我三周前订购的包裹…', '你好，我三周前订购的包裹到现在还没有发出'],
    ['Short', 'Short'],
  ])('are one text where the title is its beginning: %s', (subject, snippet) => {
    expect(continuedTitle(of(subject, snippet))).toBe(snippet);
  });

  it.each([
    ['Order 1042', 'Where is it?'],
    ['', 'Where is it?'],
    ['…', 'Where is it?'],
  ])('are two where the title says something else: “%s”', (subject, snippet) => {
    expect(continuedTitle(of(subject, snippet))).toBeNull();
  });

  it('are never both empty', async () => {
    await speak('en');
    expect(titleOf(of('', 'Where is it?'))).toBe('Where is it?');
    expect(titleOf(of('', ''))).toBe('No text');
  });
});
