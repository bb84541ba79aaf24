import { writeHtmlMail, writeMail, writeMultipart } from '../../../../../../../test/support/mail/write-mail.js';
import { writeProperties, writeTnef } from '../../../../../../../test/support/mail/write-tnef.js';
import type { InboundMessage } from '../../../../define-channel.js';
import { parseMail } from '../parse-mail.js';

const read = (raw: Buffer): InboundMessage => {
  const [first] = parseMail(raw, 'support@shop.example');
  if (first?.kind !== 'message') throw new Error(`not a message but ${first?.kind}`);
  return first;
};
const files = (mail: InboundMessage) =>
  mail.files.map(({ name, contentType, bytes }) => [name, contentType, Buffer.from(bytes ?? []).toString()]);
const uuencoded = 'begin 644 a.csv\n-:&5L;&\\L=V]R;&0A"@``\n`\nend\n';
const csv = ['a.csv', 'text/csv', 'hello,world!\n'];

describe('uuencoded files', () => {
  it('in a text are files, and no words', () => {
    const mail = read(writeMail({}, `See it:\n${uuencoded}Bye\n${uuencoded.replace('a.csv', 'b.csv')}`));
    expect(mail.text).toBe('See it:\nBye');
    expect(files(mail)).toEqual([csv, ['b.csv', 'text/csv', 'hello,world!\n']]);
  });

  it.each(['x-uuencode', 'uuencode', 'X-UUE'])('are parts that are encoded as %s', (encoding) => {
    const fields = { 'Content-Disposition': 'attachment; filename=a.csv', 'Content-Transfer-Encoding': encoding };
    const raw = writeMultipart('mixed', [{ type: 'text/csv', body: 'BODY', fields }]).toString('latin1');
    const body = Buffer.from('BODY').toString('base64');
    expect(files(read(Buffer.from(raw.replace(body, uuencoded.replaceAll('\n', '\r\n')))))).toEqual([csv]);
  });

  it('have the name of their own where the part has none', () => {
    const raw = `Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode\r\nFrom: ann@buyer.example\r\n\r\n`;
    expect(files(read(Buffer.from(raw + uuencoded.replaceAll('\n', '\r\n'))))).toEqual([csv]);
  });

  it('are whole where a hop has cut off blanks, and in base64', () => {
    expect(files(read(writeMail({}, 'begin 644 a.txt\n#86)C\n"86(\n\nend\n')))).toEqual([
      ['a.txt', 'text/plain', 'abcab'],
    ]);
    expect(files(read(writeMail({}, 'begin-base64 644 a.txt\naGVsbG8=\n====\n')))).toEqual([
      ['a.txt', 'text/plain', 'hello'],
    ]);
  });

  it('that would grow twenty times, or do not end, are none', () => {
    const grows = `begin 644 a.bin\n${'M\n'.repeat(100_000)}end\n`;
    expect(files(read(writeMail({}, grows)))).toEqual([]);
    const endless = read(writeMail({}, `begin 644 a.bin\n${'\n'.repeat(100_000)}Hello`));
    expect([files(endless), endless.text.endsWith('Hello')]).toEqual([[], true]);
  });

  it('are not made of prose', () => {
    const text = 'begin 644 times with this\nand so on\nend\nof it';
    expect(read(writeMail({}, text))).toMatchObject({ text, files: [] });
  });
});

describe('base64 in pieces', () => {
  it('that each have an end is whole', () => {
    const fields = { 'Content-Transfer-Encoding': 'base64', 'Content-Type': 'text/plain' };
    expect(read(writeMail(fields, 'SGVsbG8=\nLCB5b3U=\n')).text).toBe('Hello, you');
  });
});

describe('a winmail.dat', () => {
  const text = (value: string) => Buffer.from(`${value}\0`, 'latin1');
  const file = (name: string, bytes: string): [number, Buffer][] => [
    [0x90_02, Buffer.alloc(14)],
    [0x80_10, text(name)],
    [0x80_0f, Buffer.from(bytes)],
  ];
  const mailOf = (tnef: Buffer, body = 'See it') =>
    read(
      writeMultipart('mixed', [
        { type: 'text/plain', body },
        { type: 'application/ms-tnef; name="winmail.dat"', body: tnef },
      ]),
    );

  it('is opened: its files stand in its place', () => {
    const long = writeProperties([
      [0x37_07, 'Rechnung für Ann.pdf'],
      [0x37_0e, 'application/pdf'],
    ]);
    const mail = mailOf(writeTnef([...file('RECHNU~1.PDF', 'pdf'), [0x90_05, long], ...file('b.txt', 'words')]));
    expect(mail.text).toBe('See it');
    expect(files(mail)).toEqual([
      ['Rechnung für Ann.pdf', 'application/pdf', 'pdf'],
      ['b.txt', 'text/plain', 'words'],
    ]);
  });

  it('gives the words of a mail that has none beside it', () => {
    expect(mailOf(writeTnef([[0x80_0c, text('Where is my parcel?')]]), '')).toMatchObject({
      text: 'Where is my parcel?',
      files: [],
    });
    expect(mailOf(writeTnef([[0x90_03, writeProperties([[0x10_00, 'Где посылка?']])]]), '').text).toBe('Где посылка?');
  });

  it.each([
    ['cut off', writeTnef(file('a.txt', 'words')).subarray(0, 40)],
    ['of another kind', Buffer.from('no such file')],
    [
      'full of counts beyond its end',
      writeTnef([[0x90_05, Buffer.alloc(40, 0xff)], ...file('a', 'b'), [0x90_05, Buffer.alloc(40, 0xff)]]),
    ],
    [
      'full of properties',
      writeTnef([
        ...file('a', 'b'),
        ...Array.from({ length: 11 }, (): [number, Buffer] => [
          0x90_03,
          writeProperties(Array.from({ length: 3_000 }, (): [number, string] => [0x10_00, ''])),
        ]),
      ]),
    ],
    ['of a text that stands beside it', writeTnef([[0x80_0c, text('See it')]])],
  ])('stays a file when it is %s', (_what, tnef) => {
    expect(mailOf(tnef).files.map(({ name }) => name)).toEqual(['winmail.dat']);
  });
});

describe('a picture in markup', () => {
  const placed = (src: string, fields: Record<string, string>, type = 'image/png; name="Photo A.png"') => {
    const mail = read(
      writeMultipart('mixed', [
        { type: 'text/html', body: `<p>See <img src="${src}"></p>` },
        { type, body: 'png', fields },
      ]),
    );
    const [picture] = mail.files;
    return picture?.inline === true && mail.html === `<p>See <img src="cid:${picture.contentId}" /></p>`;
  };

  it.each([
    ['escaped', 'cid:a%40b', { 'Content-ID': '<a@b>' }],
    ['as an entity', 'cid:a&#64;b', { 'Content-ID': '<a@b>' }],
    ['in other case', 'CID:PIC@B', { 'Content-ID': '<pic@b>' }],
    ['of a part without a disposition', 'cid:a@b', { 'Content-ID': 'a@b' }],
    ['of a part that is an attachment', 'cid:a@b', { 'Content-ID': '<a@b>', 'Content-Disposition': 'attachment' }],
    ['by its file name', 'cid:Photo%20A.png', {}],
    ['by its file name and a lost id', 'cid:Photo A.png@01DB', {}],
    ['by its file name alone', 'Photo A.png', {}],
    ['by its Content-Location', 'http://shop.example/p.png', { 'Content-Location': 'http://shop.example/p.png' }],
  ])('stands in its place when it is named %s', (_what, src, fields) => {
    expect(placed(src, fields)).toBe(true);
  });

  it('is a file beside it when it is not named, and no other file is a picture', () => {
    expect(placed('http://shop.example/other.png', {})).toBe(false);
    expect(placed('cid:a@b', { 'Content-ID': '<a@b>' }, 'text/html')).toBe(false);
  });

  it('that is remote is kept directly above a quote, and asked for', () => {
    const wrote = 'On Mon, 5 Jan 2026 at 10:00, Shop &lt;support@shop.example&gt; wrote:';
    const quote = `<div class="gmail_quote"><div class="gmail_attr">${wrote}</div><blockquote type="cite">old words</blockquote></div>`;
    for (const above of [
      '<p>Look</p><img src="https://x.example/a.png">',
      '<p>Look<br><img src="https://x.example/a.png"></p>',
    ])
      expect(read(writeHtmlMail(above + quote, { Subject: 'Re: Parcel' }))).toMatchObject({
        text: 'Look',
        quoted: expect.stringMatching(/wrote:\s+old words$/),
        html: expect.stringContaining('data-src="https://x.example/a.png"'),
        hasRemoteImages: true,
      });
  });
});

describe('a file that is all an answer says', () => {
  const wrote = 'On Mon, 5 Jan 2026 at 10:00, Shop <support@shop.example> wrote:';
  const plain = { type: 'text/plain; charset=utf-8', body: `\n\n${wrote}\n> old words\n` };
  const markup = `<br><div class="gmail_quote"><div class="gmail_attr">${wrote.replace('<', '&lt;')}</div><blockquote type="cite">old words</blockquote></div>`;
  const file = (type: string) => ({
    type: `${type}; name=a`,
    body: 'x',
    fields: { 'Content-Disposition': 'attachment' },
  });

  it.each(['image/jpeg', 'application/pdf', 'audio/ogg', 'text/plain'])('stands above the history: %s', (type) => {
    for (const body of [plain, { type: 'text/html; charset=utf-8', body: markup }]) {
      const found = read(writeMultipart('mixed', [body, file(type)], { Subject: 'Re: Parcel' }));
      expect(found).toMatchObject({ text: '', quoted: expect.stringMatching(/wrote:\s+(?:> )?old words$/) as string });
      expect(found.html ?? '').not.toContain('old words');
      expect(found.files).toHaveLength(1);
    }
  });

  it.each([
    ['a signature', plain, file('application/pkcs7-signature')],
    ['what nothing says to be history', { ...plain, body: '> my own words\n' }, file('image/jpeg')],
    [
      'a picture of the history',
      { type: 'text/html', body: markup.replace('old words', '<img src="cid:a@b">old words') },
      { type: 'image/png', body: 'x', fields: { 'Content-ID': '<a@b>' } },
    ],
  ])('is none where it is %s', (_what, body, part) => {
    expect(read(writeMultipart('mixed', [body, part], { Subject: 'Re: Parcel' })).text).toContain('words');
  });
});

describe('a text beside markup', () => {
  const both = (plain: string, html: string) =>
    read(
      writeMultipart('alternative', [
        { type: 'text/plain; charset=utf-8', body: plain },
        { type: 'text/html; charset=utf-8', body: html },
      ]),
    ).text;

  it.each([
    'Your program does not show HTML.',
    'Ihr E-Mail-Programm kann diese Nachricht nicht anzeigen.',
    'https://shop.example/mail/7',
    '您的邮件客户端不支持HTML格式',
    '-',
  ])('that only stands in for it yields: %s', (stub) => {
    expect(both(stub, '<p>Where is my parcel?</p><p>I wait.</p>')).toBe('Where is my parcel?\n\nI wait.');
  });

  it.each([
    ['the same words', 'Where is my parcel?', '<p>Where is my <b>parcel</b>?</p>'],
    ['words with entities', 'Grüße aus Köln & Bonn', '<p>Gr&uuml;&szlig;e aus K&ouml;ln &amp; Bonn</p>'],
    [
      'a link written out',
      'See https://shop.example/a/very/long/way for my parcel',
      '<p>See <a href="https://shop.example/a">this</a> for my parcel</p>',
    ],
    ['a short word', 'Ok', '<p>Ok</p>'],
    ['words where the markup has a picture only', 'See my photo', '<img src="https://x.example/a.png">'],
  ])('is kept when it has %s', (_what, plain, html) => {
    expect(both(plain, html)).toBe(plain);
  });
});

describe('the name of a sender', () => {
  const name = (From: string, fields = {}) => read(writeMail({ From, ...fields })).sender.name;

  it('may be a comment', () => {
    expect(name('ann@buyer.example (Ann Buyer)')).toBe('Ann Buyer');
    expect(name('<ann@buyer.example> (=?utf-8?Q?J=C3=BCrgen?=)')).toBe('Jürgen');
    expect(name('Ann <ann@buyer.example> (at home)')).toBe('Ann');
    expect(name('ann@buyer.example (boss@shop.example)')).toBeUndefined();
  });

  it('is that of the writer where a list sends it', () => {
    const list = { 'List-Id': '<help.shop.example>' };
    expect(name('"\'Ann Buyer\' via Help" <help@shop.example>', list)).toBe('Ann Buyer');
    expect(name('Ann Buyer via Help <help@shop.example>', { 'Reply-To': 'ann@buyer.example' })).toBe('Ann Buyer');
    expect(name('"ann@buyer.example via Help" <help@shop.example>', list)).toBeUndefined();
    expect(name('Travel via Rail <ann@buyer.example>')).toBe('Travel via Rail');
  });
});
