import { ownMessageId } from '../mail-ids.js';
import { writeMultipart } from '../../../../../../test/support/mail/write-mail.js';
import { parseMail } from './parse-mail.js';

const own = ownMessageId('key', '0198a3c4-1f2e-7abc-8def-0123456789ab', 1, 'shop.example');
const usual = (action: string) =>
  `Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ann@buyer.example\r\nAction: ${action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n`;
const report = (id: string, action = 'failed', body = usual(action)) =>
  writeMultipart(
    'report; report-type=delivery-status',
    [
      { type: 'text/plain', body: 'Your mail could not be delivered' },
      {
        type: 'message/delivery-status',
        body,
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

  it.each<[string, string, object[]]>([
    [
      'in one group',
      'Reporting-MTA: dns; mx.example\r\nFinal-Recipient: rfc822; ann@buyer.example\r\nAction: failed\r\nStatus: 5.4.4\r\n',
      [{ status: 'failed', recipient: 'ann@buyer.example', error: '5.4.4' }],
    ],
    [
      'of two recipients in one group',
      'Final-Recipient: rfc822; a@b.example\r\nAction: delayed\r\nStatus: 4.0.0\r\nFinal-Recipient: rfc822; ann@buyer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n',
      [{ status: 'failed', recipient: 'ann@buyer.example', error: '5.1.1' }],
    ],
    [
      'after blank lines and without an action',
      '\r\n\r\nReporting-MTA: dns; mx\r\n\r\nOriginal-Recipient: rfc822;ann@buyer.example\r\nStatus: 5.2.1 (disabled)\r\n',
      [{ status: 'failed', recipient: 'ann@buyer.example', error: '5.2.1 (disabled)' }],
    ],
    [
      'without an action and of a delay',
      'Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; ann@buyer.example\r\nStatus: 4.4.7\r\n',
      [{ kind: 'unknown' }],
    ],
  ])('whose fields are %s is read', async (_, body, expected) => {
    expect(await parseMail(report(own, 'failed', body), 'support@shop.example')).toMatchObject(expected);
  });

  it('that only reports a delay of ours is no trouble, and one of another mail is', async () => {
    expect(await parseMail(report(own, 'delayed'), 'support@shop.example')).toEqual([]);
    expect(await parseMail(report('<x@shop.example>', 'delayed'), 'support@shop.example')).toMatchObject([
      { kind: 'unknown', reason: 'A delivery report that names no mail of ours' },
    ]);
  });

  it('that says neither an end nor a delay changes nothing', async () => {
    const reason = 'A delivery report that does not say whether the mail arrived';
    expect(await parseMail(report(own, 'relayed'), 'support@shop.example')).toMatchObject([
      { kind: 'unknown', reason },
    ]);
  });

  it('for a message that is not ours changes nothing', async () => {
    const reason = 'A delivery report that names no mail of ours';
    expect(await parseMail(report('<x@shop.example>'), 'support@shop.example')).toMatchObject([
      { kind: 'unknown', reason },
    ]);
  });
});
