import fc from 'fast-check';
import { findQuote, textLines } from './fold-quotes.js';
import { splitBody } from './split-body.js';

const none = new Set<string>();
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
    expect(text(`My answer\n\n${line}\n\nold line\nolder line\n`).text).toBe('My answer');
  });

  it.each(headers)('is folded below the header of %s', (_, lines) => {
    const folded = text(`My answer\n\n${lines.join('\n')}\n\nold line`);
    expect(folded.text).toBe('My answer');
    expect(folded.quoted).toContain('old line');
  });

  it('stays where the answer stands between the quotes', () => {
    const body =
      'On Mon, 5 Jan 2026 at 10:00, Shop <support@shop.example> wrote:\n> Which size?\nLarge.\n> Which colour?\nBlue.';
    expect(text(body)).toEqual({ text: body, hasRemoteImages: false, truncated: false });
  });

  it.each([
    'Here is it\n\n---------- Forwarded message ---------\nFrom: Other <o@x.example>\nDate: Mon, 5 Jan 2026\nSubject: Bill\nTo: Ann\n\nThe bill',
    '> everything is quoted',
    'From: me\nwith love',
    'My friend wrote: it works',
    'Order 1042, to: Berlin, from: Paris',
  ])('stays when it is what the mail is about: %#', (body) => {
    expect(text(body)).toEqual({ text: body, hasRemoteImages: false, truncated: false });
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

describe('hostile text', () => {
  const limit = 1_000;
  it.each([
    ['On and spaces', `On ${' '.repeat(99_000)}`],
    ['lines of On', 'On 1 Jan <a@b>\n'.repeat(15_000)],
    ['From lines', 'From: x\n'.repeat(25_000)],
    ['colons', 'wrote:'.repeat(30_000)],
    ['rules', '-'.repeat(200_000)],
    ['quotes', '>'.repeat(200_000)],
    ['quote lines', '> x\n\n'.repeat(40_000)],
  ])('of %s costs less than a second', (_, body) => {
    const before = process.cpuUsage();
    text(body);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(limit);
  });

  it('never throws and never points outside', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom('> x', 'On 1 Jan, a@b.c wrote:', 'From: a', 'To: b', 'Date: 1', '')),
        ),
        (lines) => {
          const at = findQuote(textLines(lines.join('\n')));
          return at >= -1 && at < lines.join('\n').split('\n').length;
        },
      ),
    );
  });
});
