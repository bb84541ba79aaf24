import fc from 'fast-check';
import { readQuestion } from './read-question.js';
import { searchVector, searchWords } from './search-words.js';

/** Whether Postgres would find a text by a question, as it compares words with `:*` and `|`. */
function finds(question: string, text: string): boolean {
  const words = searchWords(text);
  const has = (one: string) => {
    const [, word, star] = /^\(?'(.*)'(:\*)?\)?$/.exec(one)!;
    return words.some((each) => (star ? each.startsWith(word!) : each === word));
  };
  const matches = (query: string) => query.split(' | ').some((one) => one.split(' & ').every(has));
  return readQuestion(question).some((terms) => terms.every(({ query }) => matches(query)));
}

test('whole words of scripts with spaces, in lower case and without accents', () => {
  expect(searchWords('Zollgebühren doppelt, HH-48213!')).toEqual(['zollgebuhren', 'doppelt', 'hh', '48213']);
});

test('pairs of characters where there are no spaces, so that every part of a sentence is found', () => {
  const words = searchWords('我要退款，订单HH48213');
  expect(words).toEqual(expect.arrayContaining(['退款', '订单', 'hh48213']));
});

test('nothing to search for is no query', () => {
  expect(readQuestion(' !?… ')).toEqual([]);
});

test('any text gives a literal without loose quotes', () => {
  fc.assert(
    fc.property(
      fc.string(),
      (text) =>
        searchVector(text)
          .replaceAll(/'(?:[^'\\]|''|\\\\)*'/g, '')
          .trim() === '',
    ),
  );
});

test('any text is found by each of its words', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      (text) => readQuestion(text).length === 0 || finds(text, text),
    ),
  );
});

test.each([
  ['zollgebuhren', 'Zollgebühren'],
  ['ZOLLGEBÜHREN', 'zollgebu\u0308hren'],
  ['strasse', 'Hauptstraße, Straße'],
  ['STRAẞE', 'strasse'],
  ['Curacao', 'Curaçao'],
  ['smorrebrod', 'smørrebrød'],
  ['lodz', 'Łódź'],
  ['oeuvre', 'œuvre'],
  ['istanbul', 'İSTANBUL'],
  ['ısparta', 'Isparta'],
  ['kirik', 'KIRIK ve kırık'],
  ['siparis', 'Siparişim'],
  ['don hang', 'đơn hàng'],
  ['Nguyễn', 'nguyen'],
  ['duong', 'Đường'],
  ['елка', 'Ёлка'],
  ['παραγγελιας', 'Παραγγελίας'],
  ['ｈｅｌｌｏ', 'hello'],
  ['1042', 'رقم ١٠٤٢'],
  ['coop', 'co\u00adop'],
])('%s finds %s, whatever marks and letters either has', (question, text) => {
  expect(finds(question, text)).toBe(true);
});

test.each([
  ['zoll', 'Zollgebühren'],
  ['zahl', 'zahlt'],
  ['환불', '환불은'],
  ['退款', '我要退款'],
  ['ラーメン', '昨日ラーメンを'],
  ['三天了', '清关三天了，可以帮我看看吗'],
  ['4821', 'HH48213'],
  ['hh482', 'HH48213'],
])('%s finds %s, which begins with it or has it within', (question, text) => {
  expect(finds(question, text)).toBe(true);
});

test.each([
  ['zo', 'Zollgebühren'],
  ['환', '환불은'],
  ['oll', 'Zoll'],
  ['三天了', '三天前，天气好'],
])('%s does not find %s', (question, text) => {
  expect(finds(question, text)).toBe(false);
});

describe('a noun and the particles that are written to it', () => {
  test.each([
    ['환불을', '환불이 안 됩니다'],
    ['환불을', '환불 요청'],
    ['주문', '주문에서는'],
    ['서울에서는', '서울로 배송'],
    ['노트북으로', '노트북을 샀어요'],
    ['48213을', '48213'],
    ['48213', '48213번'],
    ['배송은요', '배송이 늦어요'],
    ['물건을요', '물건 요청'],
    ['배송에서는요', '배송으로'],
  ])('of Korean: %s finds %s', (question, text) => {
    expect(finds(question, text)).toBe(true);
  });

  test.each([
    ['طلب', 'أين الطلب؟'],
    ['الطلب', 'عندي طلب'],
    ['طلب', 'وبالطلب'],
    ['للطلب', 'بطلب'],
    ['وطلب', 'الطلب'],
    ['فاتورة', 'والفاتوره'],
    ['إرجاع', 'ارجاع'],
    ['الطل', 'الطلبات'],
    ['طلبات', 'طَلَبَات'],
    ['بطاقة', 'البطاقة'],
  ])('of Arabic: %s finds %s', (question, text) => {
    expect(finds(question, text)).toBe(true);
  });

  test.each([
    ['חבילה', 'החבילה שלי'],
    ['החבילה', 'חבילה'],
    ['חנות', 'מהחנות'],
    ['בחנות', 'החנות'],
    ['הזמנה', 'בהזמנה'],
    ['שלום', 'שָׁלוֹם'],
    ['תיקים', 'והתיקים'],
    ['חבילה', 'כשהחבילה הגיעה'],
    ['כשהחבילה', 'החבילה'],
    ['כשהחבילה', 'חבילה'],
    ['הזמנה', 'ושבהזמנה'],
  ])('of Hebrew: %s finds %s', (question, text) => {
    expect(finds(question, text)).toBe(true);
  });

  test('but a letter that may be a part of the word does not find what begins with its rest', () => {
    expect(finds('מחשב', 'חשבון')).toBe(false);
    expect(finds('بطاقة', 'طاقات')).toBe(false);
  });
});

describe('a name with an apostrophe', () => {
  test.each([
    ['obrien', "O'Brien"],
    ['OBrien', 'Mr O’Brien'],
    ["o'brien", "O'Brien"],
    ['dangelo', "D'Angelo"],
    ['loreal', "L'Oréal"],
  ])('is found without it: %s finds %s', (question, text) => {
    expect(finds(question, text)).toBe(true);
  });

  test('but not where its letter is missing', () => {
    expect(finds('obrien', 'Brien')).toBe(false);
  });
});

describe('a number', () => {
  test.each([
    ['+34 600 111-222', '34600111222'],
    ['call 0034 (600) 111222 today', 'call 34600111222 today'],
    ['1Z 999 AA1 01 2345 6784', '1z999aa10123456784'],
    ['+49 (0)171 2345678', '491712345678'],
    ['0049 (0) 171-2345678', '491712345678'],
    ['+44 (0)20 7946 0018', 'call 442079460018'],
    ['+55 11 98765 4321', '551187654321'],
    ['+55 11 98765 4321', '5511987654321'],
    ['+55 11 8765-4321', '5511987654321'],
    ['(11) 98765-4321', '1187654321'],
    ['+52 55 1234 5678', '5215512345678'],
    ['+52 1 55 1234 5678', '525512345678'],
    ['+54 11 2345 6789', '5491123456789'],
    ['+54 9 11 2345-6789', '541123456789'],
    ['HH-48213', 'HH48213'],
    ['hh 48213', 'HH48213'],
    ['HH48213', 'HH-48213'],
    ['#1042', 'order 1042'],
  ])('%s finds %s, whatever stands between its groups', (question, text) => {
    expect(finds(question, text)).toBe(true);
  });

  test('of other words is asked for in one form', () => {
    expect(readQuestion('order 1042')).toHaveLength(1);
  });
});
