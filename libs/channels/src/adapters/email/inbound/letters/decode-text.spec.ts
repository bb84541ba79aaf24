import iconv from 'iconv-lite';
import { writeMail, writeMultipart } from '../../../../../../../test/support/mail/write-mail.js';
import type { InboundMessage } from '../../../../define-channel.js';
import { decodeText } from './decode-text.js';
import { parseMail } from '../parse-mail.js';
import { expectLinear } from '../../../../../../../test/support/expect-linear.js';

const read = (raw: Buffer): InboundMessage => {
  const [first] = parseMail(raw, 'support@shop.example');
  if (first?.kind !== 'message') throw new Error(`not a message but ${first?.kind}`);
  return first;
};
const latin = (text: string) => Buffer.from(text, 'latin1');
const head = (subject: string, type = 'text/plain') =>
  latin(`From: ann@buyer.example\r\nSubject: ${subject}\r\nContent-Type: ${type}\r\n\r\ntext\r\n`);

describe('text without a declared set of letters', () => {
  it.each([
    ['windows-1252', 'Grüße aus Köln, Straße 5'],
    ['windows-1252', 'Müller'],
    ['windows-1252', 'Bonjour, je n’ai pas reçu ma commande, où est-elle ?'],
    ['windows-1252', '¿Dónde está mi paquete? Mañana me voy'],
    ['windows-1252', 'Olá, a minha encomenda não chegou até hoje'],
    ['windows-1252', 'Perché il pacco non è ancora arrivato?'],
    ['windows-1252', 'Hvornår kommer pakken? Tak på forhånd, Søren Jørgensen'],
    ['windows-1252', 'Hej, var är min beställning? Jag väntar på svar'],
    ['windows-1252', 'The jacket cost £20, not €5'],
    ['windows-1252', 'Wo bleibt mein Päckchen? Es hieß „übermorgen“'],
    ['windows-1250', 'Dobrý den, kde je moje objednávka? Děkuji'],
    ['windows-1250', 'Gdzie jest moja paczka? Zamówienie jeszcze nie dotarło'],
    ['windows-1250', 'Proszę o zwrot pieniędzy'],
    ['windows-1250', 'Hol van a csomagom? Köszönöm a segítségét, sürgős, őszintén'],
    ['windows-1250', 'Gdje je moja narudžba? Čekam već tjedan'],
    ['iso-8859-2', 'Ještě nepřišla, prošla už týden'],
    ['iso-8859-2', 'Proszę o zwrot pieniędzy, dość już, źle'],
    ['windows-1251', 'Где моя посылка? Прошло уже две недели'],
    ['windows-1251', 'Привет'],
    ['windows-1251', 'Де моє замовлення? Дякую'],
    ['koi8-r', 'Здравствуйте, верните деньги'],
    ['windows-1253', 'Πού είναι η παραγγελία μου; Ευχαριστώ'],
    ['windows-1254', 'Siparişim nerede? Teşekkür ederim, çok gecikti'],
    ['windows-1254', 'Kargo hâlâ gelmedi, lütfen yardım edin'],
    ['windows-1255', 'שלום, איפה החבילה שלי? תודה'],
    ['windows-1256', 'السلام عليكم، لم يصل الطلب حتى الآن'],
    ['windows-1257', 'Kur yra mano užsakymas? Ačiū, laukiu atsakymo'],
    ['windows-1257', 'Kur ir mans pasūtījums? Paldies, gaidu atbildi'],
    ['windows-874', 'สวัสดีค่ะ พัสดุของฉันอยู่ที่ไหน'],
    ['gb18030', '你好，我的包裹还没有收到，请问什么时候到？'],
    ['gb18030', '我要退款'],
    ['gb18030', '衣服颜色不对，麻烦换一件蓝色的'],
    ['big5', '你好，我的包裹還沒有收到，請問什麼時候到？'],
    ['big5', '衣服顏色不對，麻煩換一件藍色的'],
    ['shift_jis', 'こんにちは、荷物がまだ届きません。いつ届きますか？'],
    ['shift_jis', '返品したいです'],
    ['euc-jp', '返品したいです'],
    ['euc-jp', '色を間違えました。交換できますか'],
    ['euc-kr', '안녕하세요, 제 택배가 아직 도착하지 않았습니다'],
    ['euc-kr', '색상이 달라요. 교환 부탁드립니다'],
    ['utf-8', 'Grüße, 你好, Привет'],
  ])('is read as %s: %s', (charset, text) => {
    const bytes = iconv.encode(text, charset);
    expect(decodeText(bytes)).toBe(text);
    expect(decodeText(bytes, { declared: 'us-ascii' })).toBe(text);
    expect(decodeText(bytes, { declared: 'x-unknown' })).toBe(text);
  });

  it.each([
    [
      'cp866',
      [
        'Где моя посылка? Прошло уже две недели',
        'Привет',
        'Спасибо',
        'Да',
        'Верните деньги за заказ № 1042',
        'ГДЕ МОЙ ЗАКАЗ',
        'Ещё не пришло, Ёлкин',
        'Order 5: когда придёт?',
        'iPhone в пути',
        'Я жду',
      ],
    ],
    [
      'iso-8859-5',
      [
        'Где моя посылка? Прошло уже две недели',
        'Привет',
        'Спасибо',
        'Верните деньги за заказ № 1042',
        'ГДЕ МОЙ ЗАКАЗ',
        'Ещё не пришло',
        'Где је мој пакет? Хвала',
        'Къде е моята пратка? Благодаря',
        'iPhone в пути',
      ],
    ],
    [
      'iso-8859-15',
      [
        'Das kostet 25 €',
        'Le cœur de ma sœur, 5 €',
        'Mes vœux',
        'Œuvre reçue abîmée',
        'Maksoin 30 € viikko sitten, äiti',
        '€ 12,50 te veel betaald',
        'Precio: 30€, ¿dónde está?',
        'Käisin šopis, žanr',
      ],
    ],
    [
      'macroman',
      [
        'Grüße aus Köln, Straße 5',
        'Bonjour, je n’ai pas reçu ma commande, où est-elle ?',
        '¿Dónde está mi paquete? Mañana me voy',
        'Olá, a minha encomenda não chegou até hoje',
        'Perché il pacco non è ancora arrivato?',
        'Tak på forhånd, Søren Jørgensen',
        'Hej, var är min beställning?',
        'Es hieß „übermorgen“',
        'für Müller',
        'café',
        'The “blue” one, it’s late',
        'schön ist es trotzdem – ja',
        'déjà payé',
        'It’s late',
        'Ich möchte das zurückgeben',
      ],
    ],
    [
      'shift_jis',
      [
        'ﾃｽﾄ',
        'ｱﾘｶﾞﾄｳ',
        'ｺﾝﾆﾁﾊ',
        'ﾔﾏﾀﾞ ﾀﾛｳ',
        'ﾆﾓﾂｶﾞﾄﾄﾞｷﾏｾﾝ',
        'ｶﾀｶﾅ',
        'ﾊﾝｶｸ ﾃｽﾄ 123',
        'ｷｬﾝｾﾙ',
        'ﾍﾝﾋﾟﾝ ｼﾀｲ',
        'ｽｽﾞｷ',
        'ｻﾄｳ',
        '注文ｷｬﾝｾﾙ',
        'ﾒｰﾙ',
        'ｵｰﾀﾞｰ',
        '｢ﾃｽﾄ｣ﾃﾞｽ｡',
        'ﾀﾅｶ',
        'ﾄｳｷｮｳ',
      ],
    ],
  ])('is read as %s too, short or long', (charset, texts) => {
    expect(texts.map((text) => decodeText(iconv.encode(text, charset)))).toEqual(texts);
  });

  it.each([
    [
      'windows-1252',
      [
        'The “blue” one',
        'I’d like a refund',
        'It’s late – please hurry',
        '‘Blue’ shoes',
        '5 € too much',
        '…and then',
        '20°',
        '§ 5',
        'Ann™',
        '3 × 4',
        '«Bonjour»',
        '« Bonjour »',
        '„Hallo“',
        '½ Liter fehlt',
        'Größe 8½',
        'It´s 1¼ m',
        'l´ami',
        'À bientôt',
        'São Paulo',
        'c’è',
        'Ärger',
        'Straße',
        'ÜBERGRÖSSE',
        'å',
      ],
    ],
    [
      'windows-1250',
      ['už', 'Pošiljka še ni prišla', 'źdźbło', 'Już', '„Dobrý den“', '„Już”', 'It’s Łódź', 'Škoda', 'ľudia čakajú'],
    ],
    ['windows-1251', ['ПРИВЕТ', 'Спасибо за заказ № 5', 'да', 'Где “заказ”?']],
    ['koi8-r', ['привет', 'да', 'ГДЕ МОЙ ЗАКАЗ']],
    ['windows-1253', ['Ευχαριστώ', 'ΕΥΧΑΡΙΣΤΩ']],
    ['windows-874', ['ขอบคุณ', 'สวัสดี', 'พัสดุ 5']],
    ['gb18030', ['我要', '你好', '收到', '发票', '订单']],
    ['big5', ['退款', '謝謝您']],
    ['euc-kr', ['감사', '환불', '교환']],
  ])('of %s is still read where a rarer set has letters for its signs', (charset, texts) => {
    expect(texts.map((text) => decodeText(iconv.encode(text, charset)))).toEqual(texts);
  });

  it('is what the mail names elsewhere, where both read alike', () => {
    const bytes = iconv.encode('Kč', 'windows-1250');
    expect(decodeText(bytes, { likely: ['windows-1250'] })).toBe('Kč');
  });

  it('is read as Japanese where only escapes show it', () => {
    expect(decodeText(latin('\x1b$B$3$s\x1b(B'))).toBe('こん');
  });
});

describe('text with a declared set of letters', () => {
  it.each([
    ['windows-1252', '\x80 \x93x\x94', '€ “x”'],
    ['iso-8859-1', '\x80', '€'],
    ['utf-7', 'Die Fr+APY-sche', 'Die Frösche'],
    ['hz-gb-2312', '~{<:Ky2;~} ok', '己所不 ok'],
    ['iso-2022-kr', '\x1b$)C\x0e>H3g\x0f ok', '안녕 ok'],
    ['cp850', 'Gr\x81\xe1e', 'Grüße'],
    ['"utf-8', 'Gr\xc3\xbc\xc3\x9fe', 'Grüße'],
    ['iso-8859-1', 'Gr\xc3\xbc\xc3\x9fe', 'Grüße'],
    ['utf-8', 'Gr\xfc\xdfe aus K\xf6ln', 'Grüße aus Köln'],
    ['base64', 'Gr\xfc\xdfe', 'Grüße'],
    ['utf-8', 'caf\xe9', 'café'],
    ['x-mac-roman', 'Gr\x9f\xa7e', 'Grüße'],
    ['x-mac-cyrillic', '\x8f\xf0\xe8\xe2\xe5\xf2', 'Привет'],
    ['X-MAC-JAPANESE', '\x83e\x83X\x83g', 'テスト'],
  ])('of %s is read, also where the name is wrong: %j', (declared, bytes, text) => {
    expect(decodeText(latin(bytes), { declared })).toBe(text);
  });

  it('keeps the rest of a text with one broken character', () => {
    const bytes = Buffer.concat([Buffer.from('你好，包裹在哪里，谢谢您的帮助'), Buffer.from([0xe4, 0xbd])]);
    expect(decodeText(bytes, { declared: 'utf-8' })).toMatch(/^你好，包裹在哪里，谢谢您的帮助\uFFFD$/);
  });

  it('keeps a text that was cut in its last character', () => {
    expect(decodeText(latin('Gr\xc3\xbc\xc3\x9fe \xc3'), { declared: 'utf-8' })).toBe('Grüße \uFFFD');
  });

  it('of markup is that of its head, where the part names none', () => {
    const html = '<html><head><meta charset="windows-1250"></head><body>P\xf8\xedli\x9a</body></html>';
    expect(read(writeMultipart('mixed', [{ type: 'text/html', body: latin(html) }])).text).toBe('Příliš');
    expect(read(writeMultipart('mixed', [{ type: 'text/html; charset=us-ascii', body: latin(html) }])).text).toBe(
      'Příliš',
    );
  });
});

describe('letters in a header', () => {
  it.each([
    ['of two words of a set with states', '=?ISO-2022-JP?B?GyRCJUYbKEI=?= =?ISO-2022-JP?B?GyRCJTkbKEI=?=', 'テス'],
    ['of two words of UTF-7', '=?utf-7?Q?Fr+APY-?= =?utf-7?Q?+APY-?=', 'Fröö'],
    [
      'of which one is cut by two words, whose sets are written in two ways',
      '=?utf-8?B?R3LD?= =?UTF-8?Q?=BC=C3=9Fe?=',
      'Grüße',
    ],
    ['raw, of a set with states', '\x1b$B%F%9%H\x1b(B', 'テスト'],
    ['raw, in UTF-8', 'Voil\xc3\xa0', 'Voilà'],
    ['raw, in Latin-1', 'Gr\xfc\xdfe', 'Grüße'],
    ['raw, in a word that declares UTF-8', '=?utf-8?Q?Gr\xc3\xbc\xc3\x9fe?=', 'Grüße'],
    ['raw, in a word that declares Latin-1', '=?iso-8859-1?Q?Gr\xfc\xdfe?=', 'Grüße'],
    ['in a word that declares ASCII', '=?us-ascii?Q?Gr=FC=DFe?=', 'Grüße'],
    ['in a word that wrongly declares UTF-8', '=?utf-8?Q?Gr=FC=DFe?=', 'Grüße'],
    ['beside question marks in a word', '=?utf-8?Q?O=C3=B9_est-il??=', 'Où est-il?'],
    ['raw beside encoded ones', 'Gr\xfc\xdfe =?utf-8?Q?=C3=A9?=', 'Grüße é'],
  ])('%s', (_what, written, subject) => {
    expect(read(head(written)).subject).toBe(subject);
  });

  it('that are raw are of the set that the body declares', () => {
    expect(read(head('\xc4\xe3\xba\xc3', 'text/plain; charset=gb2312')).subject).toBe('你好');
    expect(read(head('\xcf\xf0\xe8', 'text/plain; charset=windows-1251')).subject).toBe('При');
    const name = `From: "\xc4\xe3\xba\xc3" <ann@buyer.example>\r\nContent-Type: text/plain; charset=gb2312\r\n\r\nx`;
    expect(read(latin(name)).sender).toMatchObject({ value: 'ann@buyer.example', name: '你好' });
  });

  it('that are raw make no address of another', () => {
    const raw = latin('From: \x82@boss\x82<x@evil.example>\r\nContent-Type: text/plain; charset=shift_jis\r\n\r\nx');
    expect(read(raw).sender.value).toBe('x@evil.example');
    expect(read(writeMail({ From: '=?utf-7?Q?boss+AEA-shop.example?= <x@evil.example>' })).sender).toMatchObject({
      value: 'x@evil.example',
    });
  });
});

it('takes no time for the name of a set that is none', () => {
  expectLinear((size) => {
    expect(decodeText(latin('Gr\xfc\xdfe'), { declared: `a${'-'.repeat(size)}a` })).toBe('Grüße');
  }, 200_000);
});
