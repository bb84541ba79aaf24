import { ownMessageId } from '../own-message-id.js';
import { writeMultipart } from '../../../../../../test/support/mail/write-mail.js';
import { parseMail } from './parse-mail.js';

const own = ownMessageId('key', '0198a3c4-1f2e-7abc-8def-0123456789ab', 1, 'shop.example');
const report = (id: string, action = 'failed') =>
  writeMultipart(
    'report; report-type=delivery-status',
    [
      { type: 'text/plain', body: 'Your mail could not be delivered' },
      {
        type: 'message/delivery-status',
        body: `Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ann@buyer.example\r\nAction: ${action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n`,
        fields: { 'Content-Transfer-Encoding': 'base64' },
      },
      {
        type: 'text/rfc822-headers',
        body: `From: support@shop.example\r\nMessage-ID: ${id}\r\nSubject: Re: Parcel\r\n`,
      },
    ],
    { From: 'MAILER-DAEMON@mx.example', 'Return-Path': '<>' },
  );

describe('a delivery report', () => {
  it('fails the message of ours that it names', async () => {
    expect(await parseMail(report(own), 'support@shop.example')).toEqual([
      {
        kind: 'status',
        externalId: own,
        status: 'failed',
        recipient: 'ann@buyer.example',
        error: '5.1.1 550 no such user',
      },
    ]);
  });

  it('that only tells of a delay changes nothing', async () => {
    expect(await parseMail(report(own, 'delayed'), 'support@shop.example')).toMatchObject([{ kind: 'unknown' }]);
  });

  it('for a message that is not ours changes nothing', async () => {
    expect(await parseMail(report('<x@shop.example>'), 'support@shop.example')).toMatchObject([{ kind: 'unknown' }]);
  });
});
