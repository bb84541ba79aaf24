import { questionLanguage } from './question-language.js';

describe('the language of a question', () => {
  it.each([
    ['How long does delivery to Norway take, please?', [], 'en'],
    ['Wie lange dauert die Lieferung in die Schweiz?', ['en'], 'de'],
    ['请问多久可以收到货？', ['en'], 'zh'],
    ['配送先の住所を変更したいです', ['en'], 'ja'],
    ['漢字', ['ja'], 'ja'],
    ['متى يصل طلبي؟', ['en'], 'ar'],
    ['سفارش من کجاست؟', ['fa'], 'fa'],
    ['Де моє замовлення?', ['uk', 'en'], 'uk'],
    ['ok', ['fr-CA'], 'fr-CA'],
    ['Wie lange dauert die Lieferung in die Schweiz?', ['de-CH'], 'de-CH'],
    ['', [], 'en'],
  ])('%j, declared %j, is %s', async (text, declared, expected) => {
    expect(await questionLanguage(text, declared)).toBe(expected);
  });
});
