import { asksForOrder } from './order-question.js';
import { expectLinear } from '../../../../test/support/expect-linear.js';

describe('asking where an order is', () => {
  it.each([
    'Where is my order?',
    'hi, where’s my package',
    'Where are my items',
    'When will my order arrive?',
    'has my order shipped yet?',
    'Order status please',
    'Can you track my parcel',
    'I still have not received my order',
    'My package hasn’t arrived yet',
    'where is my order #1042?',
    'Wo ist meine Bestellung?',
    'Wo bleibt mein Paket',
    'Wann kommt meine Lieferung?',
    'Meine Bestellung ist noch nicht angekommen',
    'Wo ist mein Päckchen?',
    'Où est ma commande ?',
    'Ou en est ma commande',
    'Quand arrive mon colis ?',
    "Je n'ai toujours pas reçu mon colis",
    '¿Dónde está mi pedido?',
    'donde esta mi paquete',
    '¿Cuándo llega mi pedido?',
    'Aún no he recibido mi pedido',
    'Dov’è il mio ordine?',
    'Onde está a minha encomenda?',
    'Waar is mijn pakket?',
    'Gdzie jest moja paczka?',
    'Siparişim nerede?',
    'Где мой заказ?',
    'Де моє замовлення?',
    '我的订单到哪了？',
    '请问我的包裹什么时候到',
    '什么时候发货',
    '查一下物流',
    '我还没收到货',
    '注文した商品はいつ届きますか',
    '荷物が届いていません',
    '제 주문 어디에 있나요?',
    'أين طلبي؟',
    'متى يصل طلبي',
    'لم يصل طلبي بعد',
  ])('%s', (text) => expect(asksForOrder(text)).toBe(true));

  it.each([
    'Hello',
    'Where do I enter the coupon for my order?',
    'How long does shipping take?',
    'I want to cancel my order, where is it?',
    'My parcel arrived broken',
    'Where is the return address?',
    'Can I change the address of my order?',
    'Is the blue mug in stock?',
    'Where are you located?',
    'Thanks, my order has arrived',
    'Wo finde ich die Rechnung zu meiner Bestellung?',
    'Was kostet der Versand?',
    'Ich möchte meine Bestellung stornieren',
    'Où est votre magasin ?',
    'Quel est le prix ?',
    '¿Dónde están ustedes?',
    '运费是多少？',
    '我想退货，订单在哪里申请',
    'ما هي طرق الدفع؟',
    'أريد إلغاء طلبي',
    '返品したいのですが',
    '',
  ])('not: %s', (text) => expect(asksForOrder(text)).toBe(false));

  it.each(['where ', 'order ', 'when ', ' ', '货', 'a'])('takes no time over a text that repeats %j', (part) => {
    for (const size of [390, 1e6])
      expectLinear((length) => asksForOrder(`when${part.repeat(length / part.length)}`), size);
  });
});
