import { orderKey, orderKeysIn } from './order-numbers.js';

describe('order numbers in a text', () => {
  it.each<[string, string]>([
    ['Where is #1042?', '1042'],
    ['Order #12 please', '12'],
    ['It is HH-48213.', 'HH48213'],
    ['订单HH-48213到哪了', 'HH48213'],
    ['my order hh 48213, thanks', 'HH48213'],
    ['about HH 101', 'HH101'],
    ['（ＨＨ－４８２１３）', 'HH48213'],
    ['طلبي رقم ٤٨٢١٣', '48213'],
    ['سفارش ۴۸۲۱۳', '48213'],
    ['No. 2026/0815-A', '20260815A'],
    ['<b>HH_1042</b>', 'HH1042'],
    ['my order no.1042.', '1042'],
    ['Bestellung Nr.1042', '1042'],
    ['заказ №1042', '1042'],
    ['Order-1042', '1042'],
  ])('%s', (text, key) => expect(orderKeysIn([text])).toContain(key));

  it('are no amounts and days', () => {
    expect(orderKeysIn(['It cost 120 in all, in 14 days'])).not.toContain('120');
    expect(orderKeysIn(['It cost 120 in all, in 14 days'])).not.toContain('14');
  });

  it.each(['Within 14 days, please', 'No number at all', ''])('none in: %s', (text) =>
    expect(orderKeysIn([text])).toEqual([]),
  );

  it('are the same however they are written', () => {
    expect(new Set(['#HH-48213', 'hh48213', 'HH 48213', 'HH.48213'].map(orderKey))).toEqual(new Set(['HH48213']));
  });

  it('are bounded in number, and found in linear time', () => {
    expect(orderKeysIn([Array.from({ length: 5_000 }, (_, n) => `A-${n}`).join(' ')])).toHaveLength(100);
    expect(orderKeysIn(['1-'.repeat(100_000), 'a '.repeat(100_000)])).toEqual([]);
  });
});
