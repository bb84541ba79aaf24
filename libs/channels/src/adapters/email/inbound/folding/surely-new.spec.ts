import { readSubject } from './mail-subject.js';
import { splitBody } from './split-body.js';
import { expectLinear } from '../../../../../../../test/support/expect-linear.js';

const none = new Set<string>();
const letter = (subject: string) => ({ subject: readSubject(subject), address: 'support@shop.example' });
const read = (subject: string, body: string) => splitBody(body, '', none, letter(subject));

describe('what is surely new', () => {
  const quote = 'On 5/1/2026 10:00, Shop wrote:\n> Where is my order?\n> You asked.';
  it.each([
    ['what stands above a folded quote', 'Re: Parcel', `Thanks\n\n${quote}\n\n-- \nAnn`, true],
    ['what stands below one', 'Re: Parcel', `Thanks\n\n${quote}\n\nWhere is my order?`, false],
    ['a quote in sight', 'Re: Parcel', quote, false],
    [
      'a forward',
      'Fwd: Parcel',
      'Look\n\n---------- Forwarded message ---------\nFrom: x\n\nWhere is my order?',
      false,
    ],
    [
      'an attribution above what is not marked',
      'Re: Parcel',
      'Thanks\nOn 5/1/2026 10:00, Shop wrote:\nWhere is my order?',
      false,
    ],
    ['words between rules', 'Parcel', 'Look\n-----Original Message-----\nWhere is my order?', false],
    [
      'a signature below the delimiter',
      'Re: Parcel',
      'Thanks\n\n-- \nAnn\nPhone: 123\nWeb: x.example\nMobile: 456',
      true,
    ],
    ['fields of a new mail', 'Parcel', 'Order: 1001\nDate: 5.1.2026\nSize: 42\nIs it there?', true],
    ['a text with our own address', 'Re: Parcel', 'Thanks\nsupport@shop.example asked\nWhere is my order?', false],
  ])('of %s', (_, subject, body, isNew) => {
    expect(read(subject, body).isSurelyNew).toBe(isNew);
  });
});

it('neither hides nor takes for surely new what stands in a colour of its own beside a quoted question', () => {
  const quote = '<blockquote type="cite">Which size? <span style="color:#c00">The large one.</span></blockquote>';
  const body = `<p>Hi,</p><p>On 5/1/2026 10:00, Shop &lt;support@shop.example&gt; wrote:</p>${quote}`;
  const { text, html, isSurelyNew } = splitBody('', body, none, letter('Re: Parcel'));
  expect(text).toContain('The large one.');
  expect(html).toContain('<span style="color:#c00">The large one.</span>');
  expect(isSurelyNew).toBe(false);
});

describe('history that is not recognised', () => {
  const headersUnknown: [string, string][] = [
    ['Latvian', 'No: Shop Support\nNosūtīts: 5.1.2026 9:00\nKam: Ann\nTēma: Pasūtījums'],
    ['Lithuanian', 'Nuo: Shop Support\nIšsiųsta: 5.1.2026 9:00\nKam: Ann\nTema: Siunta'],
    ['Croatian', 'Od: Shop Support\nPoslano: 5. siječnja 2026. 9:00\nPrima: Ann\nPredmet: Paket'],
    ['Serbian', 'Od: Shop Support\nPoslato: 5. januar 2026. 9:00\nPrima: Ann\nTema: Paket'],
    ['Persian', 'از: Shop Support\nارسال شده: ۵ ژانویه ۲۰۲۶ ۹:۰۰\nبه: Ann\nموضوع: بسته'],
    ['Malay', 'Daripada: Shop Support\nDihantar: 5 Januari 2026 9:00\nKepada: Ann\nSubjek: Bungkusan'],
    ['Hindi', 'प्रेषक: Shop Support\nभेजा गया: ५ जनवरी २०२६ ९:००\nप्रति: Ann\nविषय: पार्सल'],
    ['Basque', 'Nork: Shop Support\nBidalia: 2026(e)ko urtarrilaren 5a 9:00\nNori: Ann\nGaia: Paketea'],
    ['Icelandic', 'Frá: Shop Support\nSent: 5. janúar 2026 9:00\nTil: Ann\nEfni: Pakki'],
    ['Kazakh', 'Кімнен: Shop Support\nЖіберілді: 5 қаңтар 2026 ж. 9:00\nКімге: Ann\nТақырып: Сәлемдеме'],
  ];

  it.each(headersUnknown)('starts no automatic answer: a header without addresses in %s', (_, lines) => {
    const body = `Thanks.\n\n${lines}\n\nWhere is your parcel?`;
    expect(read('RE: Parcel', body).isSurelyNew).toBe(read('RE: Parcel', body).text === 'Thanks.');
  });

  it.each([
    ['a rule of dashes', '-----------------------'],
    ['a rule of underscores', '_________________'],
    ['a rule with spaces', '- - - - - - -'],
    ['words between rules', '----- Iepriekšējais ziņojums -----'],
    ['the line of a helpdesk', '##- Please type your reply above this line -##'],
    ['the line of a helpdesk in German', '##- Bitte geben Sie Ihre Antwort über dieser Zeile ein. -##'],
  ])('starts no automatic answer, and stays: what is below %s', (_, rule) => {
    const body = `Thanks.\n\n${rule}\n\nWhere is your parcel?`;
    expect(read('RE: Parcel', body)).toMatchObject({ text: body, isSurelyNew: false });
  });

  it('starts no automatic answer below a rule of markup', () => {
    const markup = '<p>Thanks.</p><hr><p>Where is your parcel?</p>';
    expect(splitBody('', markup, none, letter('RE: Parcel')).isSurelyNew).toBe(false);
    expect(splitBody('', markup, none, letter('Parcel')).isSurelyNew).toBe(true);
  });
});

describe('answers within the history', () => {
  const outlook =
    'From: Shop <support@shop.example>\nSent: 5.1.2026 9:00\nTo: Ann\nSubject: q\n\n1. Refund?\nYes, a refund please.';
  it.each([
    'Please see my answers below in red.',
    'I replied inline.',
    'Antworten siehe unten.',
    'Meine Kommentare stehen in Rot.',
    'Voir mes réponses ci-dessous.',
    'Mis respuestas están abajo.',
    'Respondo em vermelho.',
    'Rispondo qui sotto.',
    'Zie mijn antwoorden hieronder.',
    'Odpowiedzi poniżej.',
    'Мои ответы ниже.',
    'Yanıtlarım aşağıda.',
    '见下',
    '回覆如下',
    '赤字で回答しました。',
    '아래에 답변을 적었습니다.',
    'إجاباتي أدناه.',
    'תשובותיי למטה.',
    'Câu trả lời ở bên dưới.',
    'Vastaukset alla.',
  ])('stay, and start no automatic answer, below "%s"', (words) => {
    const body = `${words}\n\n${outlook}`;
    expect(read('Re: q', body)).toMatchObject({ text: body, isSurelyNew: false });
    expect(read('Re: q', body).quoted).toBeUndefined();
  });

  it.each([
    'Thanks, it arrived.',
    'Do you have it in red?',
    '请看一下我的订单',
    'Die rote Jacke bitte.',
    'Je voudrais la robe en rouge.',
  ])('are not announced by "%s"', (words) => {
    expect(read('Re: q', `${words}\n\n${outlook}`)).toMatchObject({ text: words, isSurelyNew: true });
  });

  it.each([
    ['[Ann] Yes', 'Ann Buyer'],
    ['[Ann Buyer] Yes', 'Ann Buyer'],
    ['[Buyer, Ann] Yes', 'Ann Buyer'],
    ['[AB] Yes', 'Ann Buyer'],
    ['[Ann: yes please]', 'Ann Buyer'],
    ['【张三】好的', '张三'],
    ['[ann.b] Yes', ''],
  ])('stay where a line begins with the sender: %s', (line, name) => {
    const body = `Hello\n\n${outlook}\n${line}`;
    const sender = { name, address: 'ann.b@buyer.example' };
    expect(splitBody(body, '', none, { ...letter('Re: q'), sender })).toMatchObject({ text: body, isSurelyNew: false });
  });

  it('are not what begins with the name of another', () => {
    const sender = { name: 'Ann Buyer', address: 'ann@buyer.example' };
    const body = `Hello\n\n${outlook}\n[Shop] Size?`;
    expect(splitBody(body, '', none, { ...letter('Re: q'), sender }).text).toBe('Hello');
  });

  it.each(['answer ', 'below ', 'antwort unten ', 's.', '回复'])(
    'are looked for in proportion to the text: %s',
    (part) => {
      expectLinear((size) => read('Re: q', `${part.repeat(size / part.length)}\n\n${outlook}`), 200_000);
    },
  );
});
