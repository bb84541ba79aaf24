import { spokenBy } from '#languages';
import { negotiateLocale } from './negotiate-locale.js';

const locales = spokenBy('widget').map(({ tag }) => tag);

describe('negotiateLocale', () => {
  it.each([
    ['de-AT', 'de'],
    ['zh-Hans-CN', 'zh'],
    ['AR', 'ar'],
    ['ja', 'en'],
    ['', 'en'],
  ])('%s is answered in %s', (wanted, spoken) => {
    expect(negotiateLocale([wanted])).toBe(spoken);
  });

  it('takes the next wanted language when it does not speak the first', () => {
    expect(negotiateLocale([null, 'ja-JP', 'fr-CA', 'de'])).toBe('fr');
  });
});

describe('the catalogues', () => {
  it('say the same things, with the same values, in every language', async () => {
    const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const texts = await Promise.all(
      locales.map(
        async (locale) =>
          (await import(`./locales/${locale}.json`, { with: { type: 'json' } })).default as Record<string, string>,
      ),
    );
    const english = texts[0]!;
    for (const language of texts) {
      expect(Object.keys(language)).toEqual(Object.keys(english));
      for (const [id, text] of Object.entries(language)) expect([id, values(text)]).toEqual([id, values(english[id]!)]);
    }
  });
});
