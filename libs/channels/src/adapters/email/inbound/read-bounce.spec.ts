import {
  type Fields,
  type Part,
  writeHtmlMail,
  writeMail,
  writeMultipart,
} from '../../../../../../test/support/mail/write-mail.js';
import { ownMessageId } from '../mail-ids.js';
import { parseMail } from './parse-mail.js';

const own = ownMessageId('key', '0198a3c4-1f2e-7abc-8def-0123456789ab', 1, 'shop.example');
const earlier = ownMessageId('key', '0198a3c4-1f2e-7abc-8def-0123456789ac', 1, 'shop.example');
const copy = [
  'Received: from shop.example by mx.example; Mon, 5 Jan 2026 10:00:00 +0000',
  'From: Shop <support@shop.example>',
  'To: ann@buyer.example',
  'Subject: Re: 550 your user does not exist',
  `References: ${earlier}`,
  `Message-ID: ${own}`,
  '',
  'Hello, no such user ann@buyer.example is known.',
].join('\n');
const server: Fields = { From: 'MAILER-DAEMON@mx.example', 'Return-Path': '<>', Subject: 'failure notice' };
const bounceOf = async (raw: Buffer) => {
  const [mail] = await parseMail(raw, 'support@shop.example');
  return mail?.kind === 'message' ? mail.bounce : undefined;
};
const bounce = (said: string, fields: Fields = {}, of = copy) =>
  bounceOf(writeMail({ ...server, ...fields }, `${said}\n\n--- Below this line is a copy of the message.\n\n${of}`));
const qmail = `Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<ann@buyer.example>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 no mailbox here
Giving up on 192.0.2.1.`;

describe('a refusal in words', () => {
  it('names the mail, the address and why', async () => {
    expect(await bounce(qmail)).toEqual({
      externalId: own,
      recipients: ['ann@buyer.example'],
      error: 'Remote host said: 550 5.1.1 no mailbox here',
    });
  });

  it.each([
    [
      'Exim',
      'The following address(es) failed:\n\n  Ann@buyer.example\n    host mx.buyer.example [192.0.2.1]: 550 unknown',
    ],
    ['Gmail', 'Your message wasn’t delivered to ann@buyer.example because the address couldn’t be found.'],
    ['a code above', '550 5.1.1 User unknown\n<ann@buyer.example>'],
    ['a German server', 'Ihre Nachricht konnte nicht zugestellt werden:\nann@buyer.example'],
    ['a French server', 'L’adresse ann@buyer.example n’existe pas.'],
    ['a Chinese server', '收件人 ann@buyer.example 不存在，邮件被退回。'],
    ['a Chinese server, with signs of full width', '收件人：ann@buyer.example，退信原因：收件人地址不存在。'],
    ['a Japanese server', 'ann@buyer.example\n宛先不明のため配信できません'],
    ['a Russian server', 'Адрес ann@buyer.example: пользователь не найден'],
    ['a full mailbox', '<ann@buyer.example>: mailbox is full'],
  ])('is read of %s', async (_, said) => {
    expect(await bounce(said)).toMatchObject({ externalId: own, recipients: ['ann@buyer.example'] });
  });

  it.each<[string, Part]>([
    ['as a whole', { type: 'message/rfc822', body: copy, fields: { 'Content-Transfer-Encoding': '7bit' } }],
    ['by its header', { type: 'text/rfc822-headers', body: `${copy.split('\n\n')[0]}\n\n` }],
  ])('is read when the mail is attached %s', async (_, original) => {
    const parts = [{ type: 'text/plain', body: qmail }, original];
    expect(await bounceOf(writeMultipart('mixed', parts, server))).toMatchObject({ externalId: own });
  });

  it('is read from markup alone', async () => {
    const html = `<p>550 5.1.1 unknown: ann@buyer.example</p><p>Message-ID: ${own.replace('<', '&lt;')}</p>`;
    expect(await bounceOf(writeHtmlMail(html, server))).toMatchObject({ externalId: own });
  });

  it.each(['<MAILER-DAEMON@mx.example>', '<postmaster@mx.example>', 'Postmaster@mx.example'])(
    'may come from %s',
    async (sender) => {
      expect(await bounce(qmail, { 'Return-Path': sender })).toBeDefined();
    },
  );

  it.each(['<ann@buyer.example>', '<noreply@mx.example>', '<postmaster.ann@buyer.example>'])(
    'never comes from %s',
    async (sender) => {
      expect(await bounce(qmail, { 'Return-Path': sender })).toBeUndefined();
    },
  );

  it('is believed only of the sender that our server wrote on top', async () => {
    expect(await bounce(qmail, { 'Return-Path': ['<eve@evil.example>', '<>'] })).toBeUndefined();
    expect(await bounce(qmail, { 'Return-Path': [] })).toBeUndefined();
  });

  it.each([
    ['a delay', '<ann@buyer.example>:\n450 4.2.1 mailbox busy\nYour message will be retried until it is 5 days old.'],
    [
      'a delay with a permanent code',
      '<ann@buyer.example>: 550 5.4.1\nThis is a warning message only. Delivery is delayed.',
    ],
    ['a temporary code', '<ann@buyer.example>: 451 4.4.1 no answer from host'],
    ['no reason', '<ann@buyer.example>: see below'],
    [
      'a reason beside another address',
      '<bob@buyer.example>: 550 no such user\n\n<ann@buyer.example>: 250 ok\n'.repeat(1),
    ],
    ['only words of our own mail', 'Please see the attached mail to ann@buyer.example.'],
  ])('is none with %s', async (_, said) => {
    expect((await bounce(said))?.recipients ?? []).not.toContain('ann@buyer.example');
  });

  it.each<[string, Fields]>([
    ['an out-of-office note', { From: 'ann@buyer.example', 'Auto-Submitted': 'auto-replied' }],
    ['a note of a responder', { From: 'ann.smith@buyer.example', 'X-Autoreply': 'yes' }],
    ['an answer of the recipient', { From: 'Ann <ann@buyer.example>' }],
    ['a delay by its subject', { Subject: 'Delivery Status Notification (Delay)' }],
    ['a warning by its subject', { Subject: 'Warning: message still undelivered after 4 hours' }],
  ])('is none in %s', async (_, fields) => {
    expect(await bounce(qmail, fields)).toBeUndefined();
  });

  it('is one though our own subject speaks of a delay', async () => {
    expect(await bounce(qmail, { Subject: 'Undeliverable: Re: my parcel is delayed' })).toBeDefined();
  });

  it('is none of a mail that it names only in a thread', async () => {
    const of = copy.replace(`Message-ID: ${own}`, 'Message-ID: <x@shop.example>');
    expect(await bounce(qmail, {}, `${of}\n${own}`)).toBeUndefined();
  });
});
