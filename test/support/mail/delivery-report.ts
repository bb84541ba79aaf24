import { randomUUID } from 'node:crypto';
import { writeMultipart } from './write-mail.js';

/** What a mail server writes when it could not deliver the mail with this Message-ID. */
export const deliveryReport = (messageId: string): Buffer =>
  writeMultipart(
    'report; report-type=delivery-status',
    [
      { type: 'text/plain', body: 'Your mail could not be delivered' },
      {
        type: 'message/delivery-status',
        body: [
          'Reporting-MTA: dns; mx.example',
          '',
          'Final-Recipient: rfc822; ann@buyer.example',
          'Action: failed',
          'Status: 5.1.1',
          'Diagnostic-Code: smtp; 550 no such user\r\n',
        ].join('\r\n'),
      },
      { type: 'text/rfc822-headers', body: `Message-ID: ${messageId}\r\n` },
    ],
    { From: 'MAILER-DAEMON@mx.example', Subject: 'Undelivered', 'Message-ID': `<${randomUUID()}@mx.example>` },
  );
