import { contextOf } from '../../../../../test/support/adapter-contract/recorded.js';
import { writeMail, writeMultipart, type Fields } from '../../../../../test/support/mail/write-mail.js';
import { ownMessageId, replyAddress } from './mail-ids.js';
import { closeMailThreads } from './inbound/parse-pool.js';
import { parseDelivery } from './parse-delivery.js';
import { EmailSettings } from './settings.js';

const context = contextOf(EmailSettings.parse({ address: 'support@shop.example' })) as Parameters<
  typeof parseDelivery
>[1];
const id = '0198a3c4-1f2e-7abc-8def-0123456789ab';
const own = ownMessageId(context.tools.mail.messageIdKey, id, 1, 'shop.example');
const forged = ownMessageId('another key', id, 1, 'shop.example');
const parse = (fields: Fields) => parseDelivery(writeMail(fields), context);
afterAll(closeMailThreads);

describe('mail of our own', () => {
  it('that comes back is no message', async () => {
    expect(await parse({ 'Message-ID': own })).toMatchObject([{ kind: 'unknown', reason: 'A mail of our own' }]);
    expect(await parse({ From: 'Shop <Support@shop.example>' })).toMatchObject([{ kind: 'unknown' }]);
    expect(
      await parse({ From: 'support@shop.example', 'Reply-To': replyAddress('support@shop.example', 'a'.repeat(26)) }),
    ).toMatchObject([{ kind: 'unknown' }]);
  });

  it('is not taken for ours when the id is only alike', async () => {
    expect(await parse({ 'Message-ID': forged })).toMatchObject([{ kind: 'message' }]);
  });

  it('sent by a contact form passes on what another writes', async () => {
    expect(await parse({ From: 'support@shop.example', 'Reply-To': 'ann@buyer.example' })).toMatchObject([
      {
        kind: 'message',
        sender: { value: 'support@shop.example', verified: false },
        replyTo: { address: 'ann@buyer.example' },
        relayed: true,
      },
    ]);
  });
});

describe('a refusal in words', () => {
  const refusal = (id: string) =>
    parse({
      From: 'MAILER-DAEMON@mx.example',
      'Return-Path': '<>',
      Subject: `550 5.1.1 <ann@buyer.example> ${id}`,
    });
  const said = (id: string) =>
    parseDelivery(
      writeMail(
        { From: 'MAILER-DAEMON@mx.example', 'Return-Path': '<>' },
        `ann@buyer.example: 550 unknown\n\nMessage-ID: ${id}`,
      ),
      context,
    );

  it('counts for an id that we made, not for a forged one, nor for one in its header', async () => {
    expect(await said(own)).toMatchObject([{ kind: 'message', bounce: { externalId: own } }]);
    for (const [mail] of [await said(forged), await refusal(own)]) expect(mail).not.toHaveProperty('bounce');
  });
});

describe('a delivery report', () => {
  const report = (messageId: string) =>
    parseDelivery(
      writeMultipart('report; report-type=delivery-status', [
        {
          type: 'message/delivery-status',
          body: 'Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.0.0\r\n',
        },
        {
          type: 'message/rfc822',
          body: `Message-ID: ${messageId}\r\n\r\ntext`,
          fields: { 'Content-Transfer-Encoding': '7bit' },
        },
      ]),
      context,
    );

  it('counts for an id that we made, not for a forged one', async () => {
    expect(await report(own)).toMatchObject([{ kind: 'status', externalId: own, status: 'failed' }]);
    expect(await report(forged)).toMatchObject([{ kind: 'unknown' }]);
  });
});
