import fc from 'fast-check';
import { foldQuotes } from './fold-quotes.js';
import { textLines } from './mail-line.js';
import { readSubject } from './mail-subject.js';
import { splitBody } from './split-body.js';
import { expectLinear } from '../../../../../../../test/support/expect-linear.js';

const none = new Set<string>();
const letter = (subject: string) => ({ subject: readSubject(subject), address: 'support@shop.example' });
const read = (subject: string, body: string) => splitBody(body, '', none, letter(subject));
const text = (body: string) => splitBody(body, '', none);
const html = (markup: string) => splitBody('', markup, none);

const attributions: [string, string][] = [
  ['English', 'On Mon, 5 Jan 2026 at 10:00, Shop Support <support@shop.example> wrote:'],
  ['English on two lines', 'On Mon, 5 Jan 2026 at 10:00, Shop Support\n<support@shop.example> wrote:'],
  ['German', 'Am 05.01.2026 um 10:00 schrieb Shop <support@shop.example>:'],
  ['French', 'Le lun. 5 janv. 2026 à 10:00, Shop <support@shop.example> a écrit :'],
  ['Spanish', 'El lun, 5 ene 2026 a las 10:00, Shop (<support@shop.example>) escribió:'],
  ['Portuguese', 'Em seg., 5 de jan. de 2026 10:00, Shop <support@shop.example> escreveu:'],
  ['Chinese', 'Shop <support@shop.example> 于2026年1月5日周一 10:00写道：'],
  ['NetEase', '在 2026-01-05 10:00:00，"Shop" <support@shop.example> 写道：'],
  ['Japanese', '2026年1月5日(月) 10:00 Shop <support@shop.example>:'],
  ['Korean', '2026년 1월 5일 (월) 오전 10:00, Shop <support@shop.example>님이 작성:'],
  ['Russian', 'пн, 5 янв. 2026 г. в 10:00, Shop <support@shop.example>:'],
  ['Arabic', 'في الاثنين، ٥ يناير ٢٠٢٦ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة ‪Shop‬‏ <‪support@shop.example‬‏>:'],
  ['Polish', 'pon., 5 sty 2026 o 10:00 Shop <support@shop.example> napisał(a):'],
  ['Turkish', 'Shop <support@shop.example>, 5 Oca 2026 Pzt, 10:00 tarihinde şunu yazdı:'],
];

const headers: [string, string[]][] = [
  [
    'Outlook, English',
    ['From: Shop <support@shop.example>', 'Sent: Monday, January 5, 2026 10:00', 'To: Ann', 'Subject: Parcel'],
  ],
  [
    'Outlook, German',
    ['Von: Shop <support@shop.example>', 'Gesendet: Montag, 5. Januar 2026 10:00', 'An: Ann', 'Betreff: Paket'],
  ],
  [
    'Outlook, Chinese',
    ['发件人: Shop <support@shop.example>', '发送时间: 2026年1月5日 10:00', '收件人: Ann', '主题: 包裹'],
  ],
  [
    'Outlook, traditional Chinese',
    ['寄件者: Shop <support@shop.example>', '寄件日期: 2026年1月5日 10:00', '收件者: Ann', '主旨: 包裹'],
  ],
  [
    'QQ',
    [
      '------------------ 原始邮件 ------------------',
      '发件人: "Shop" <support@shop.example>;',
      '发送时间: 2026年1月5日(星期一) 上午10:00',
      '收件人: "Ann";',
      '主题: 包裹',
    ],
  ],
  [
    'QQ, English',
    [
      '------------------ Original ------------------',
      'From:  "Shop";',
      'Date:  Mon, Jan 5, 2026 10:00 AM',
      'To:  "Ann";',
    ],
  ],
  ['NetEase', ['---- 回复的原邮件 ----', '发件人 Shop', '发送日期 2026年1月5日']],
  ['Japanese', ['差出人: Shop <support@shop.example>', '送信日時: 2026年1月5日 10:00', '宛先: Ann', '件名: 荷物']],
  [
    'Korean',
    [
      '-----Original Message-----',
      '보낸 사람: Shop <support@shop.example>',
      '보낸 날짜: 2026년 1월 5일',
      '받는 사람: Ann',
      '제목: 소포',
    ],
  ],
  ['Russian', ['От: Shop <support@shop.example>', 'Отправлено: 5 января 2026 г. 10:00', 'Кому: Ann', 'Тема: Посылка']],
  ['Arabic', ['من: Shop <support@shop.example>', 'تم الإرسال: 05/يناير/2026 10:00', 'إلى: Ann', 'الموضوع: الطرد']],
];

describe('quoted history in text', () => {
  it.each(attributions)('is folded below an attribution in %s, quoted', (_, line) => {
    expect(text(`My answer\n\n${line}\n\n> old line\n> older line\n`)).toMatchObject({
      text: 'My answer',
      quoted: expect.stringContaining('old line') as string,
    });
  });

  it.each(attributions)('is folded below an attribution in %s, unmarked', (_, line) => {
    expect(read('Re: Parcel', `My answer\n\n${line}\n\nold line\nolder line\n`).text).toBe('My answer');
  });

  it.each(attributions)('stays below an attribution in %s of another, unmarked', (_, line) => {
    const body = `My answer\n\n${line.replace('support@', 'ann@')}\n\nold line`;
    expect(read('Re: Parcel', body)).toMatchObject({ text: body, isSurelyNew: false });
  });

  it.each(attributions)('stays below an attribution in %s in a mail that answers nothing, unmarked', (_, line) => {
    const body = `My words\n\n${line}\n\nmore words`;
    expect(read('Parcel', body)).toMatchObject({ text: body, isSurelyNew: false });
  });

  it('is folded below our address with the token of an answer, unmarked', () => {
    const line = 'On Mon, 5 Jan 2026 at 10:00, Shop <support+t-abc.1@shop.example> wrote:';
    expect(read('Re: Parcel', `My answer\n\n${line}\n\nold line`).text).toBe('My answer');
  });

  it.each(headers)('is folded below the header of %s', (_, lines) => {
    const folded = text(`My answer\n\n${lines.join('\n')}\n\nold line`);
    expect(folded.text).toBe('My answer');
    expect(folded.quoted).toContain('old line');
  });

  it('stays where the answer is between the quotes', () => {
    const body =
      'On Mon, 5 Jan 2026 at 10:00, Shop <support@shop.example> wrote:\n> Which size?\nLarge.\n> Which colour?\nBlue.';
    expect(text(body)).toMatchObject({ text: body });
    expect(text(body).quoted).toBeUndefined();
  });

  it.each([
    'Here is it\n\n---------- Forwarded message ---------\nFrom: Other <o@x.example>\nDate: Mon, 5 Jan 2026\nSubject: Bill\nTo: Ann\n\nThe bill',
    '> everything is quoted',
    'From: me\nwith love',
    'My friend wrote: it works',
    'Order 1042, to: Berlin, from: Paris',
  ])('stays when it is what the mail is about: %#', (body) => {
    expect(text(body)).toMatchObject({ text: body });
    expect(text(body).quoted).toBeUndefined();
  });
});

describe('quoted history in markup', () => {
  it.each([
    [
      'Gmail',
      '<div dir="ltr">My answer</div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, Jan 5, 2026 at 10:00 AM Shop &lt;<a href="mailto:s@x.example">s@x.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote">old line</blockquote></div>',
    ],
    [
      'Outlook on the web',
      '<div>My answer</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Shop<br></div><div>old line</div>',
    ],
    [
      'Outlook on the desktop',
      '<p class="MsoNormal">My answer</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p><b>From:</b> Shop</p></div><p>old line</p>',
    ],
    [
      'Apple Mail',
      '<div>My answer</div><div><br><blockquote type="cite"><div>On Jan 5, 2026, at 10:00, Shop &lt;s@x.example&gt; wrote:</div><div>old line</div></blockquote></div>',
    ],
    [
      'Thunderbird',
      '<p>My answer</p><div class="moz-cite-prefix">Am 05.01.26 um 10:00 schrieb Shop:<br></div><blockquote type="cite" cite="mid:1">old line</blockquote>',
    ],
    [
      'QQ',
      '<div>My answer</div><div><br></div><div style="font-size: 12px;"><div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>发件人: Shop</div></div><div>old line</div>',
    ],
    [
      'Yahoo',
      '<div>My answer</div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>On Monday, Shop wrote:</div><div>old line</div></div>',
    ],
    [
      'Chinese Outlook',
      '<div>My answer</div><p><b>发件人:</b> Shop</p><p><b>发送时间:</b> 2026年1月5日</p><p><b>收件人:</b> Ann</p><p>old line</p>',
    ],
  ])('of %s is folded', (_, markup) => {
    const folded = html(markup);
    expect(folded.text).toBe('My answer');
    expect(folded.quoted).toContain('old line');
    expect(folded.html).toContain('My answer');
    expect(folded.html).not.toContain('old line');
    expect(folded.html).not.toContain('data-quote');
  });

  it('stays between answers, and where nothing else is said', () => {
    expect(html('<blockquote type="cite">Which size?</blockquote><div>Large</div>').quoted).toBeUndefined();
    expect(
      html('<div class="gmail_quote">---------- Forwarded message ---------<br>From: x<br>The bill</div>').text,
    ).toContain('The bill');
  });
});

const header = (from: string) =>
  `From: ${from}\nSent: Monday, January 5, 2026 10:00\nTo: Ann\nSubject: Parcel\n\nold line`;

describe('words of the sender', () => {
  it.each([
    [
      'a sentence with a day, above an attribution',
      'On 5 Jan 2026 I ordered shoes.\nShop <s@x.example> wrote:\n> old',
      'On 5 Jan 2026 I ordered shoes.',
    ],
    [
      'an address as a signature, above an attribution',
      'Ann\nann@buyer.example\nOn 5/1/2026 10:00, Shop wrote:\n> old',
      'Ann\nann@buyer.example',
    ],
    [
      'what stands in one line with the attribution',
      'Five pairs. On 5/1/2026 10:00, Shop wrote:\n> old\n> older',
      'Five pairs. On 5/1/2026 10:00, Shop wrote:',
    ],
    [
      'a journey',
      'Yes\nFrom: Berlin\nTo: Hamburg\nDate: 5 Jan 2026\nplease',
      'Yes\nFrom: Berlin\nTo: Hamburg\nDate: 5 Jan 2026\nplease',
    ],
    ['points with an angle', 'I would like\n> a refund\n> an apology', 'I would like\n> a refund\n> an apology'],
    ['a number that is exceeded', 'It took\n> 30 days', 'It took\n> 30 days'],
    ['what they cite by hand', 'The label said:\n> Size 42\n> wide', 'The label said:\n> Size 42\n> wide'],
    [
      'what they ask to be passed on',
      'Tell Bob (bob@x.example):\n> it is late\nThanks',
      'Tell Bob (bob@x.example):\n> it is late\nThanks',
    ],
  ])('stay in sight: %s', (_, body, seen) => {
    expect(read('Re: Parcel', body).text).toBe(seen);
  });

  it('stay in sight below a quote, in the markup of Gmail too', () => {
    const markup =
      '<div class="gmail_quote"><div class="gmail_attr">On Mon, Jan 5, 2026 at 10:00 AM Shop wrote:</div><blockquote class="gmail_quote">Which size?</blockquote><div>Large.</div></div>';
    expect(html(markup)).toMatchObject({ text: 'Large.', html: expect.stringContaining('Large.') as string });
  });

  it('stay in the markup where only the plain text shows that they are an answer', () => {
    const plain = 'On 5/1/2026 10:00, Shop wrote:\n> Which size?\nLarge.\n> Which colour?\nBlue.';
    const markup =
      '<div>Hello</div><div class="yahoo_quoted">Shop wrote:<div>Which size?</div><div>Large.</div>Which colour?</div><div>Blue.</div>';
    expect(splitBody(plain, markup, none).html).toContain('Large.');
  });
});

const attributed = 'On Mon, Jan 5, 2026 at 10:00 AM Shop &lt;support@shop.example&gt; wrote:';
const gmail = `<div class="gmail_quote"><div class="gmail_attr">${attributed}</div><blockquote class="gmail_quote">old line</blockquote></div>`;
const picture = '<div><img src="https://pictures.example/1.jpg"></div>';

describe('an answer that is only a picture', () => {
  it.each([
    ['Gmail', `${picture}<br>${gmail}`],
    ['Gmail, below the quote', `${gmail}${picture}`],
    [
      'Outlook on the web',
      `${picture}<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Shop<br></div><div>old line</div>`,
    ],
    [
      'Outlook on the web, with the rule above it',
      `<hr>${picture}<hr><div id="divRplyFwdMsg"><b>From:</b> Shop<br></div><div>old line</div>`,
    ],
    ['Yahoo', `${picture}<div class="yahoo_quoted"><div>On Monday, Shop wrote:</div><div>old line</div></div>`],
    [
      'NetEase',
      `${picture}<div>---- 回复的原邮件 ----</div><table><tr><td>发件人</td><td>Shop</td></tr></table>old line`,
    ],
    [
      'QQ',
      `${picture}<div>------------------ 原始邮件 ------------------</div><div>发件人: Shop</div><div>old line</div>`,
    ],
  ])('of %s stands alone, above its history', (_, markup) => {
    const folded = html(markup);
    expect(folded).toMatchObject({ text: '', quoted: expect.stringContaining('old line') as string });
    expect(folded.html).toContain('pictures.example');
    expect(folded.html).not.toContain('old line');
  });

  it.each([
    ['is only a dot that counts readers', `${picture.replace('<img', '<img width="1" height="1"')}${gmail}`],
    ['has no source', `<div><img alt="x"></div>${gmail}`],
    ['stands within the quote', gmail.replace('old line', `${picture}old line`)],
    ['stands above what nothing says to be history', `${picture}<blockquote>old line</blockquote>`],
  ])('is none where it %s', (_, markup) => {
    expect(html(markup)).toMatchObject({ text: expect.stringContaining('old line') as string });
    expect(html(markup).quoted).toBeUndefined();
  });

  it('is in sight between two quotes', () => {
    expect(
      html(
        gmail.replace(
          'old line</blockquote>',
          `old line</blockquote>${picture}<blockquote type="cite">more</blockquote>`,
        ),
      ).html,
    ).toContain('pictures.example');
  });
});

describe('history in a table', () => {
  const dated = 'Am 05.01.2026 schrieb Shop:';
  const folds = (markup: string, below = '') =>
    expect(html(`<p>My answer</p>${markup}`)).toMatchObject({
      text: `My answer${below}`,
      quoted: expect.stringContaining('old line') as string,
    });

  it.each([
    ['below an attribution', `<p>${dated}</p><table><tr><td>old line</td></tr><tr><td>older</td></tr></table>`],
    ['that has its attribution in it', `<table><tr><td>${dated}</td></tr><tr><td>old line<br>older</td></tr></table>`],
    ['with a quote in a cell', `<table><tr><td>${dated}<blockquote>old line</blockquote></td></tr></table>`],
    [
      'below a header in cells without colons',
      '<table><tr><td>From</td><td>Shop &lt;s@x.example&gt;</td></tr><tr><td>Date</td><td>1/5/2026 10:00</td></tr><tr><td>To</td><td>Ann</td></tr></table><p>old line</p>',
    ],
    [
      'below a header with a paragraph a cell',
      '<table><tr><td><p>From:</p></td><td><p>Shop</p></td></tr><tr><td><p>Sent:</p></td><td><p>Monday, January 5, 2026 10:00</p></td></tr><tr><td><p>To:</p></td><td><p>Ann</p></td></tr><tr><td><p>Subject:</p></td><td><p>Parcel</p></td></tr></table><p>old line</p>',
    ],
    [
      'whose cell has the rule of Outlook',
      '<table><tr><td style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Shop<br><b>Sent:</b> Monday<br></p></td></tr></table><p>old line</p>',
    ],
    ['or beside a bar, below an attribution', `<p>${dated}</p><div style="border-left:2px solid #ccc">old line</div>`],
  ])('is folded: one %s', (_, markup) => folds(markup));

  it('leaves what stands below the table in sight', () => {
    folds(`<p>${dated}</p><table><tr><td>old line</td></tr></table><p>And blue.</p>`, '\n\nAnd blue.');
  });

  it.each([
    [
      'answers in rows of its own',
      `<p>x</p><table><tr><td>${dated}</td></tr><tr><td>Size?</td></tr><tr><td>Large</td></tr></table>`,
    ],
    ['what a person cites', '<p>x</p><p>Kontor Nord wrote:</p><table><tr><td>Size</td><td>42</td></tr></table>'],
    [
      'a journey',
      '<table><tr><td>From</td><td>Berlin</td></tr><tr><td>To</td><td>Bonn</td></tr><tr><td>Date</td><td>05.01.2026</td></tr></table><p>x</p>',
    ],
    [
      'a list of articles',
      '<p>x:</p><table><tr><td>Item</td><td>Number</td></tr><tr><td>Cup</td><td>2</td></tr></table>',
    ],
    ['words beside a bar', '<p>x</p><div style="border-left:3px solid red">Important<br>words</div>'],
  ])('is not %s', (_, markup) => {
    expect(html(markup).quoted).toBeUndefined();
  });
});

describe('a mail that begins with an angle', () => {
  it.each([
    ['a sentence', 'Parcel', '> Hello, where is it?\nIt should be here.'],
    ['several', 'Re: Parcel', '> Hello\n> where is it?\n\n-- \nAnn'],
    ['numbers', 'Re: Parcel', '>5 pieces are missing\nPlease look'],
    ['a quote and an answer', 'Re: Parcel', '> Which size?\nLarge\n\n> Which colour?\n> Any?'],
  ])('stays whole: %s', (_, subject, body) => {
    expect(read(subject, body)).toMatchObject({ text: body, isSurelyNew: false });
    expect(read(subject, body).quoted).toBeUndefined();
  });

  it.each([
    ['a line apart', '> Yes please\n\n', '> Yes please'],
    ['directly', '> Yes\n> please\n', '> Yes\n> please'],
    ['an answer between', '> Which size?\nLarge\n\n', '> Which size?\nLarge'],
  ])('keeps that above the history, which folds: %s', (_, above, seen) => {
    const body = `${above}On 5/1/2026 10:00, Shop <support@shop.example> wrote:\n> old line\n> older`;
    expect(read('Re: Parcel', body)).toMatchObject({
      text: seen,
      quoted: expect.stringContaining('old line') as string,
    });
  });
});

describe('a quoted header that answers and forwards have in common', () => {
  it.each(['FW: Parcel', 'WG: Parcel', '[EXTERNAL] Fwd: Re: Parcel', 'Parcel'])(
    'stays below the subject %s',
    (subject) => {
      expect(read(subject, `See below\n\n${header('Carrier <c@carrier.example>')}`).quoted).toBeUndefined();
    },
  );

  it.each(['RE: Parcel', 'AW: WG: Parcel', 'Re[2]: Parcel', '回复：Parcel'])(
    'is folded below the subject %s',
    (subject) => {
      expect(read(subject, `My answer\n\n${header('Shop')}`).text).toBe('My answer');
    },
  );

  it('is folded below any other subject when we wrote the mail', () => {
    expect(read('Parcel', `My answer\n\n${header('Shop <support@shop.example>')}`).text).toBe('My answer');
  });
});

describe('hostile text', () => {
  it.each([
    ['spaces', ' '],
    ['lines of On', 'On 1 Jan <a@b>\n'],
    ['From lines', 'From: x\n'],
    ['colons', 'wrote:'],
    ['rules', '-'],
    ['quotes', '>'],
    ['quote lines', '> x\n\n'],
    ['attributions in which nothing is quoted', 'On 5/1/2026 10:00 Ann and so on and on wrote:\n'],
    ['labels', 'a: b@c 1.1.2026\n'],
    ['attributions of programs', 'On 5/1/2026 10:00, Shop <support@shop.example> wrote:\n'],
    ['words between rules', '---x'],
    ['fields', 'label: 10:00 '],
    ['lines of fields', 'label: x\n'],
    ['our address', 'support@shop.example'],
    ['tokens', '+a.b'],
    ['rules and words', '-----Original Message-----\nx\n'],
    ['fields of a form', 'From: x\nEmail: a@b.c\nDate: 1.1.2026\n'],
  ])('of %s costs in proportion to its length', (_, part) => {
    expectLinear((size) => read('Re: Parcel', `On ${part.repeat(size / part.length)}`), 200_000);
  });

  it.each([' ', '\t'])('reads lines of many blanks in a time that grows with them: %j', (blank) => {
    const line = `a@b${blank.repeat(480)}x y z`;
    expectLinear((size) => read('Re: Parcel', `${line}\n`.repeat(size / line.length)), 200_000);
  });

  it('of rules above nothing costs in proportion to its length', () => {
    const rule = { text: '', quoted: false, history: false, drawn: true };
    expectLinear((length) => foldQuotes(Array.from({ length }, () => ({ ...rule }))), 40_000);
  });

  it('never throws and never points outside', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom('> x', 'On 1 Jan, a@b.c wrote:', 'From: a', 'To: b', 'Date: 1', '')),
        ),
        (lines) => {
          const { hidden } = foldQuotes(textLines(lines.join('\n')));
          return hidden.length === lines.join('\n').split('\n').length && !hidden.every(Boolean);
        },
      ),
    );
  });
});
