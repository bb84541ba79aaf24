import { writeMail, writeMultipart } from '../../../../../../test/support/mail/write-mail.js';
import { externalId } from './external-id.js';
import { expectLinear } from '../../../../../../test/support/expect-linear.js';

describe('what makes a mail the same mail', () => {
  it('is not changed by another hop or other line ends', () => {
    const mail = writeMail({}, 'Hello \n\nyou');
    const hop = Buffer.concat([
      Buffer.from('Received: from x by y; now\r\nReturn-Path: <ann@buyer.example>\r\nAuthentication-Results: z\r\n'),
      mail,
    ]);
    expect(externalId(hop)).toBe(externalId(mail));
    expect(externalId(Buffer.from(mail.toString().replaceAll('\r\n', '\n')))).toBe(externalId(mail));
    expect(externalId(Buffer.concat([mail, Buffer.from('\r\n\r\n')]))).toBe(externalId(mail));
    expect(externalId(mail)).toMatch(/^mail:[\w-]{43}$/);
  });

  it('holds without a Message-ID: the same mail is one, two are two', () => {
    expect(externalId(writeMail({ 'Message-ID': [] }))).toBe(externalId(writeMail({ 'Message-ID': [] })));
    expect(externalId(writeMail({ 'Message-ID': [] }))).not.toBe(
      externalId(writeMail({ 'Message-ID': [] }, 'Another text')),
    );
    expect(externalId(writeMail({ 'Message-ID': [] }))).not.toBe(
      externalId(writeMail({ 'Message-ID': [], Date: 'Mon, 05 Jan 2026 10:00:01 +0000' })),
    );
  });

  it('holds for what has no header at all: two are two, whatever the listener wrote above them', () => {
    const bare = (text: string, from = 'ann', to = 'support') =>
      externalId(Buffer.from(`Return-Path: <${from}@buyer.example>\r\nDelivered-To: ${to}@shop.example\r\n${text}`));
    const pairs = [
      ['one', 'other'],
      ['one\r\n\r\nsame', 'other\r\n\r\nsame'],
      ['\x01\xff:', '\x02\xff:'],
      ['Order: 1001\r\nis late', 'Order: 2002\r\nis late'],
      ['Order: 1001', 'Refund: please'],
    ] as const;
    for (const [one, other] of pairs) expect(bare(one)).not.toBe(bare(other));
    expect(bare('one')).toBe(bare('one\n', 'ann', 'help'));
    for (const text of ['one', 'Subject: help\r\n\r\nsame', 'X-Mailer: same\r\n\r\nsame'])
      expect(bare(text)).not.toBe(bare(text, 'bob'));
  });

  it('differs for the same Message-ID with other content, also in a file', () => {
    expect(externalId(writeMail())).not.toBe(externalId(writeMail({}, 'Other')));
    const file = (body: string) => writeMultipart('mixed', [{ type: 'application/pdf', body }]);
    expect(externalId(file('one'))).not.toBe(externalId(file('two')));
  });

  it.each([' ', 'x \t', 'word '])('costs in proportion to the length of a body that repeats %j', (part) => {
    expectLinear((size) => externalId(writeMail({}, part.repeat(size / part.length))), 2_000_000);
  });
});
