import { readFileSync } from 'node:fs';
import { detectLanguage, openPacked } from './detect-language.js';
import { NgramTable } from './ngram-table.js';

const texts = {
  en: 'Where is my parcel? I ordered it two weeks ago and it has not arrived.',
  de: 'Wo bleibt mein Paket? Ich habe es vor zwei Wochen bestellt.',
  fr: 'Où est mon colis ? Je l’ai commandé il y a deux semaines.',
  pl: 'Gdzie jest moja paczka? Zamówiłem ją dwa tygodnie temu.',
  ru: 'Где моя посылка? Я заказал её две недели назад.',
  ar: 'أين طردي؟ لقد طلبته قبل أسبوعين ولم يصل بعد.',
  zh: '我的包裹在哪里？两周前订购的，还没有收到。',
  ja: '荷物はどこにありますか。二週間前に注文しました。',
};

describe('the language of a text', () => {
  it.each(Object.entries(texts))('is %s', (language, text) => {
    expect(detectLanguage(text)).toEqual({ language, isReliable: true });
  });

  it('is not sure of a text without words', () => {
    expect(detectLanguage('12345 67890')).toMatchObject({ isReliable: false });
  });

  it('is read from packed tables of all ngrams of the package', async () => {
    const packed = (await openPacked()).detect(texts.pl);
    expect([packed.language, packed.isReliable()]).toEqual(['pl', true]);
    const table = NgramTable.read(
      readFileSync(new URL('../ngrams/small.js', import.meta.resolve('eld/small')), 'utf8'),
    );
    expect(table.size).toBe(81_206);
    expect(table.get(' Lé4L')).toEqual({ 0: 176 });
    expect(table.get('constructor')).toBeUndefined();
  });
});

describe('a table of ngrams', () => {
  it('has the scores of each, however it is quoted', () => {
    const table = NgramTable.read(
      String.raw`x={type:'S60',ngrams:{' a"':{0:176,9:12},"b'":{3:1},cde:{59:207},'l\'e':{17:9}}};`,
    );
    expect([' a"', "b'", 'cde', "l'e"].map((ngram) => table.get(ngram))).toEqual([
      { 0: 176, 9: 12 },
      { 3: 1 },
      { 59: 207 },
      { 17: 9 },
    ]);
    expect([table.get('cd'), table.get('cdé'), table.get('日'), table.get('')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    '',
    'ngrams:{a:[1]}};',
    'ngrams:{a:{0:256}}};',
    'ngrams:{abcdefg:{0:1}}};',
    'ngrams:{a:{0:1}',
    String.raw`ngrams:{'\n':{0:1}}};`,
  ])('refuses %j', (source) => {
    expect(() => NgramTable.read(source)).toThrow(/ngram/);
  });
});
