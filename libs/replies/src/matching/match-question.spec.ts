import { ArticleIndex, type IndexableArticle } from './article-index.js';
import { matchQuestion } from './match-question.js';

const article = (locale: string, title: string, ...questions: string[]): IndexableArticle => ({
  id: title,
  locale,
  title,
  questions,
  body: '',
  storeId: null,
});

const articles = [
  article(
    'en',
    'How long does shipping take?',
    'When will my parcel arrive',
    'delivery time',
    'how many days until delivery',
  ),
  article('en', 'How much does shipping cost?', 'shipping fees', 'is delivery free', 'what are the delivery costs'),
  article(
    'en',
    'How do I return an item?',
    'return policy',
    'can I send something back',
    'how to get a refund for a return',
  ),
  article('en', 'Do I have to pay customs duties?', 'import taxes', 'customs fees'),
  article('en', 'Which payment methods do you accept?', 'can I pay with PayPal', 'pay by credit card'),
  article('en', 'What are your opening hours?', 'when are you open'),
  article('de', 'Wie lange dauert die Lieferung?', 'Lieferzeit', 'Wann kommt mein Paket an'),
  article('de', 'Was kostet der Versand?', 'Versandkosten', 'Ist die Lieferung kostenlos'),
  article('de', 'Wie kann ich einen Artikel zurücksenden?', 'Rücksendung', 'Umtausch und Rückgabe', 'Retoure anmelden'),
  article('de', 'Welche Zahlungsarten gibt es?', 'Kann ich auf Rechnung bezahlen', 'PayPal'),
  article('zh', '配送需要多长时间？', '多久能收到货', '几天能到'),
  article('zh', '运费是多少？', '邮费怎么算', '包邮吗'),
  article('zh', '如何退货？', '我想退换货', '怎么申请退款退货'),
  article('zh', '支持哪些支付方式？', '可以用支付宝付款吗', '微信支付'),
  article('ar', 'كم يستغرق الشحن؟', 'مدة التوصيل', 'متى يصل الطلب'),
  article('ar', 'كم تكلفة الشحن؟', 'رسوم التوصيل', 'هل التوصيل مجاني'),
  article('ar', 'كيف يمكنني إرجاع المنتج؟', 'سياسة الاسترجاع', 'استبدال أو إرجاع'),
  article('ar', 'ما هي طرق الدفع المتاحة؟', 'الدفع عند الاستلام', 'الدفع بالبطاقة'),
];
const index = ArticleIndex.of(articles);
const titleFor = (question: string, locale: string) =>
  matchQuestion(index, question, { locale, storeId: null })?.article.title ?? null;

describe('a question that an article answers', () => {
  it.each([
    ['How long does shipping take?', 'en', 'How long does shipping take?'],
    ['Hi there! How long does the shipping take to Norway? Thanks, Kari', 'en', 'How long does shipping take?'],
    ['What is the delivery time?', 'en', 'How long does shipping take?'],
    ['hello, how much is shipping', 'en', 'How much does shipping cost?'],
    ['What are your shipping costs?', 'en', 'How much does shipping cost?'],
    ['How can I return my items', 'en', 'How do I return an item?'],
    ['Do you have a return policy?', 'en', 'How do I return an item?'],
    ['do I need to pay customs duty', 'en', 'Do I have to pay customs duties?'],
    ['Can I pay with Paypal?', 'en', 'Which payment methods do you accept?'],
    ['Guten Tag, wie lange dauert die Lieferung?', 'de', 'Wie lange dauert die Lieferung?'],
    ['Wie hoch sind die Versandkosten?', 'de', 'Was kostet der Versand?'],
    ['Wie kann ich den Artikel zurück senden', 'de', 'Wie kann ich einen Artikel zurücksenden?'],
    ['Kann ich per Rechnung bezahlen?', 'de', 'Welche Zahlungsarten gibt es?'],
    ['Wie lange dauert die Lieferung?', 'en', 'Wie lange dauert die Lieferung?'],
    ['你好，请问配送需要多长时间？', 'zh', '配送需要多长时间？'],
    ['多久能收到货呢', 'zh', '配送需要多长时间？'],
    ['请问运费多少', 'zh', '运费是多少？'],
    ['怎么退货', 'zh', '如何退货？'],
    ['可以用支付宝吗？', 'zh', '支持哪些支付方式？'],
    ['مرحبا، كم يستغرق الشحن؟', 'ar', 'كم يستغرق الشحن؟'],
    ['كم هي رسوم التوصيل', 'ar', 'كم تكلفة الشحن؟'],
    ['كيف أرجع المنتج؟ أريد إرجاع المنتج', 'ar', 'كيف يمكنني إرجاع المنتج؟'],
    ['ما هي طرق الدفع؟', 'ar', 'ما هي طرق الدفع المتاحة؟'],
  ])('%j (%s) gets %j', (question, locale, title) => expect(titleFor(question, locale)).toBe(title));
});

describe('what is left to a person', () => {
  it.each([
    ['My parcel arrived broken and nobody answers, I want my money back now', 'en'],
    ['You charged my card twice for the same order, please refund one payment', 'en'],
    ['The colour is not what I ordered, what shall we do?', 'en'],
    ['Can you change the shipping address of my order to Lisbon?', 'en'],
    ['I would like to speak to a manager about the customs officer who opened my box', 'en'],
    ['Do you sell this jacket in size XL?', 'en'],
    ['Thanks a lot!', 'en'],
    ['shipping', 'en'],
    ['?', 'en'],
    ['Ihr habt mir das falsche Produkt geschickt und ich warte seit Wochen', 'de'],
    ['Können Sie meine Rechnungsadresse ändern?', 'de'],
    ['Der Rabattcode funktioniert nicht', 'de'],
    ['Vielen Dank, alles angekommen!', 'de'],
    ['我收到的杯子碎了', 'zh'],
    ['可以改一下收货地址吗', 'zh'],
    ['你们有大号的外套吗', 'zh'],
    ['谢谢', 'zh'],
    ['وصلني المنتج مكسورا', 'ar'],
    ['أريد تغيير عنوان الطلب', 'ar'],
    ['شكرا لكم', 'ar'],
  ])('%j (%s)', (question, locale) => expect(titleFor(question, locale)).toBeNull());
});
