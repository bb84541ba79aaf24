import type { InboundMessage } from '../../../define-channel.js';
import { newReplyToken, ownMessageId, replyAddress } from '../mail-ids.js';
import {
  type Fields,
  writeHtmlMail,
  writeMail,
  writeMultipart,
} from '../../../../../../test/support/mail/write-mail.js';
import { parseMail } from './parse-mail.js';

const address = 'support@shop.example';
async function read(raw: Buffer): Promise<InboundMessage> {
  const [first] = await parseMail(raw, address);
  if (first?.kind !== 'message') throw new Error(`not a message but ${first?.kind}`);
  return first;
}

describe('the text of a mail', () => {
  it('comes with sender, subject and date', async () => {
    const mail = await read(writeMail());
    expect(mail).toMatchObject({
      sender: { value: 'ann@buyer.example', name: 'Ann Buyer', verified: false },
      subject: 'Where is my parcel',
      text: 'Hello, where is my parcel?',
      flags: ['unauthenticated'],
    });
    expect(mail.sentAt?.toISOString()).toBe('2026-01-05T10:00:00.000Z');
    expect(mail.html).toBeUndefined();
  });

  it.each([
    ['gb2312', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), '你好'],
    ['big5', Buffer.from([0xa7, 0x41, 0xa6, 0x6e]), '你好'],
    ['shift_jis', Buffer.from([0x82, 0xb1, 0x82, 0xf1]), 'こん'],
    ['iso-2022-jp', Buffer.from('\x1b$B$3$s\x1b(B', 'latin1'), 'こん'],
    ['euc-kr', Buffer.from([0xbe, 0xc8, 0xb3, 0xe7]), '안녕'],
    ['ks_c_5601-1987', Buffer.from([0xbe, 0xc8, 0xb3, 0xe7]), '안녕'],
    ['koi8-r', Buffer.from([0xf0, 0xd2, 0xc9]), 'При'],
    ['windows-1256', Buffer.from([0xe3, 0xd1, 0xcd, 0xc8, 0xc7]), 'مرحبا'],
    ['windows-1251', Buffer.from([0xcf, 0xf0, 0xe8]), 'При'],
    ['iso-8859-15', Buffer.from([0xa4, 0xe9]), '€é'],
    ['x-made-up', Buffer.from('plain'), 'plain'],
  ])('is read in %s', async (charset, bytes, text) => {
    const mail = await read(writeMultipart('mixed', [{ type: `text/plain; charset=${charset}`, body: bytes }]));
    expect(mail.text).toBe(text);
  });

  it.each([
    ['without any header', 'not a mail at all', 'not a mail at all'],
    ['that begins like prose and has an empty line', 'Hello you: there\r\n\r\nbye', 'Hello you: there\n\nbye'],
    [
      'below what the listener wrote',
      'Return-Path: <ann@buyer.example>\r\nDelivered-To: a@b.example\r\nno field\r\nmore: text',
      'no field\nmore: text',
    ],
    ['of nothing but what looks like fields', 'Order: 1001\r\nRefund: yes please', 'Order: 1001\nRefund: yes please'],
    [
      'below a header of servers alone',
      'Received: from x by y;\r\n now\r\nIs: it late?\r\n\r\nbye',
      'Is: it late?\n\nbye',
    ],
    ['with one broken line in its header', 'From: ann@buyer.example\r\nno field\r\nSubject: Hi\r\n\r\nbody', 'body'],
  ])('is shown of a mail %s', async (_what, raw, text) => {
    expect((await read(Buffer.from(raw))).text).toBe(text);
  });

  it('keeps a hostile address in plain text as text', async () => {
    const text = 'http://google.com?"onmouseover="alert(1)';
    expect(await read(writeMail({}, text))).toMatchObject({ text });
  });

  it('detects the language of what was written', async () => {
    const mail = await read(
      writeMail(
        { 'Content-Type': 'text/plain; charset=utf-8' },
        'Guten Tag, mein Paket ist immer noch nicht angekommen, obwohl es letzte Woche verschickt wurde.',
      ),
    );
    expect(mail.locale).toBe('de');
  });
});

describe('headers', () => {
  const subject = async (Subject: string) => (await read(writeMail({ Subject }))).subject;

  it('are decoded as RFC 2047 says, also where a character is cut in two', async () => {
    expect(await subject('=?UTF-8?B?5oiR55qE5YyF6KOF?= =?utf-8?q?_=C3=A9t=C3=A9?=')).toBe('我的包装 été');
    expect(await subject('=?gb2312?B?xOM=?= and =?iso-8859-1?Q?caf=E9?=')).toBe('你 and café');
    expect(await subject('=?utf-8?B?5o==?= =?utf-8?B?iJE=?=')).toBe('我');
  });

  it('hold no line breaks, control characters or turned directions once decoded', async () => {
    expect(await subject(`=?utf-8?B?${Buffer.from('Hi\r\nBcc: x@evil.example\0\u202Egnp').toString('base64')}?=`)).toBe(
      'Hi Bcc: x@evil.example gnp',
    );
    const mail = await read(
      writeMail({ From: `=?utf-8?B?${Buffer.from('Ann\r\nTo: all').toString('base64')}?= <ann@buyer.example>` }),
    );
    expect(mail.sender.name).toBe('Ann To: all');
  });

  it.each<[string, Fields, string]>([
    ['two From fields', { From: ['a@one.example', 'b@two.example'] }, 'a@one.example'],
    ['a group', { From: 'Team: a@one.example, b@two.example;' }, 'a@one.example'],
    [
      'an encoded word as the address',
      { From: '=?utf-8?B?YUBldmlsLmV4YW1wbGU=?= <real@one.example>' },
      'real@one.example',
    ],
    [
      'an address made of encoded words',
      { From: '<=?utf-8?Q?boss=40shop.example?=@evil.example>' },
      'unknown@invalid.invalid',
    ],
    ['a name that poses as an agent', { From: '"agent@shop.example" <x@evil.example>' }, 'x@evil.example'],
    ['a quoted name with a comma', { From: '"Buyer, Ann" <ann@buyer.example>' }, 'ann@buyer.example'],
    ['a comment with an address', { From: 'ann@buyer.example (boss@shop.example)' }, 'ann@buyer.example'],
    ['an unclosed bracket', { From: 'x <ann@buyer.example' }, 'unknown@invalid.invalid'],
    ['a bracket too many', { From: 'Ann <<ann@buyer.example>>' }, 'ann@buyer.example'],
    ['a scheme', { From: 'Ann <mailto:ann@buyer.example>' }, 'ann@buyer.example'],
    ['a quoted local part', { From: 'Ann <"ann..b"@buyer.example>' }, 'ann..b@buyer.example'],
    ['another address in quotes', { From: '<"boss@shop.example"@evil.example>' }, 'unknown@invalid.invalid'],
    ['a name in the domain', { From: 'Jürgen <j@bücher.example>' }, 'j@xn--bcher-kva.example'],
    ['nothing', { From: '' }, 'unknown@invalid.invalid'],
  ])('give one address from %s', async (_, fields, expected) => {
    const { sender } = await read(writeMail(fields));
    expect(sender.value).toBe(expected);
    expect(sender.name ?? '').not.toContain('@');
  });

  it('tie a mail to a ticket by reply token and Message-IDs of our form only', async () => {
    const token = newReplyToken();
    const own = ownMessageId('key', '0198a3c4-1f2e-7abc-8def-0123456789ab', 1, 'shop.example');
    const mail = await read(
      writeMail({
        Subject: 'Re: [#123]',
        To: 'x@y.example',
        Cc: replyAddress(address, token),
        References: `<guess@shop.example> ${own}`,
      }),
    );
    expect(mail.thread).toEqual({
      replyTokens: [token],
      messageIds: [own],
      otherIds: ['<guess@shop.example>'],
      participants: ['x@y.example'],
      ownId: '<m1@buyer.example>',
    });
  });
});

describe('automatic answers', () => {
  it.each<[Fields, boolean]>([
    [{}, true],
    [{ 'Auto-Submitted': 'no' }, true],
    [{ 'Auto-Submitted': 'auto-replied' }, false],
    [{ 'Auto-Submitted': 'auto-generated (x)' }, false],
    [{ Precedence: 'bulk' }, false],
    [{ Precedence: 'list' }, false],
    [{ Precedence: 'junk' }, false],
    [{ Precedence: 'auto_reply' }, false],
    [{ 'List-Id': '<l.example>' }, false],
    [{ 'X-Auto-Response-Suppress': 'All' }, false],
    [{ 'X-Autoreply': 'yes' }, false],
    [{ 'X-Autorespond': 'x' }, false],
    [{ 'X-Autoresponder': 'x' }, false],
    [{ 'X-Loop': 'x' }, false],
    [{ 'Return-Path': '<>' }, false],
    [{ From: 'MAILER-DAEMON@x.example' }, false],
    [{ From: 'no-reply@x.example' }, false],
    [{ From: 'noreply+7@x.example' }, false],
    [{ From: 'mailer-daemon@x.example' }, false],
    [{ From: 'auto.reply@x.example' }, false],
    [{ From: 'list-serv@x.example' }, false],
    [{ From: 'nicht.antworten@x.example' }, false],
    [{ From: 'Post Master <paul.master@x.example>' }, true],
    [{ 'Return-Path': '<bounces+ann=x.example@mailer.example>' }, false],
    [{ 'Return-Path': '<ne-pas-repondre@x.example>' }, false],
  ])('to %j: %s', async (fields, allowed) => {
    expect((await read(writeMail(fields))).mayAutoReply).toBe(allowed);
  });
});

describe('files', () => {
  it.each([
    ['"><img src=x onerror=1>.png', '"><img src=x onerror=1>.png'],
    ['../../etc/passwd', 'passwd'],
    ['\u200B.htaccess', 'htaccess'],
    ['a\r\nSet-Cookie: x=1', 'a Set-Cookie: x=1'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['nul\0.txt', 'nul .txt'],
    ['C:\\temp\\x.pdf', 'x.pdf'],
    ['...', 'attachment'],
    [`${'n'.repeat(10_000)}.pdf`, `${'n'.repeat(146)}.pdf`],
    ['发票.pdf', '发票.pdf'],
  ])('of case %# are called what they show', async (name, expected) => {
    const encoded = `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
    const mail = await read(
      writeMultipart('mixed', [
        { type: 'text/plain', body: 'see file' },
        { type: 'application/pdf', body: 'bytes', fields: { 'Content-Disposition': encoded } },
      ]),
    );
    expect(mail.files).toHaveLength(1);
    expect(mail.files[0]?.name).toBe(expected);
    expect(Buffer.from(mail.files[0]?.bytes ?? []).toString()).toBe('bytes');
  });

  it('that are in the markup are inline, and a forwarded mail is a file', async () => {
    const mail = await read(
      writeMultipart('related', [
        { type: 'text/html', body: '<p>See <img src="cid:pic@1"> <img src="cid:gone"></p>' },
        { type: 'image/png', body: 'png', fields: { 'Content-ID': '<pic@1>', 'Content-Disposition': 'inline' } },
        {
          type: 'message/rfc822',
          body: 'Subject: inner\r\n\r\ninner text',
          fields: { 'Content-Transfer-Encoding': '7bit' },
        },
      ]),
    );
    expect(mail.html).toBe('<p>See <img src="cid:pic@1" /> <img /></p>');
    expect(mail.files.map(({ name, inline, contentId }) => ({ name, inline, contentId }))).toEqual([
      { name: 'image.png', inline: true, contentId: 'pic@1' },
      { name: 'message.eml', inline: false, contentId: undefined },
    ]);
  });
});

describe('markup', () => {
  it('comes clean, with text beside it', async () => {
    const mail = await read(writeHtmlMail('<p>Hi <b>there</b><script>alert(1)</script></p><p>Second</p>'));
    expect(mail.html).toBe('<p>Hi <b>there</b></p><p>Second</p>');
    expect(mail.text).toBe('Hi there\n\nSecond');
  });
});
