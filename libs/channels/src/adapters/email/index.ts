import { defineChannel } from '../../define-channel.js';
import { checkServer } from './check-server.js';
import { mailAccess } from './mail-access.js';
import { parseDelivery } from './parse-delivery.js';
import { sendMail } from './outbound/send-mail.js';
import { EmailSettings } from './settings.js';

/** Mail: in by the SMTP listener or from an IMAP mailbox, out by SMTP. */
export const email = defineChannel<EmailSettings>({
  type: 'email',
  label: 'Email',
  settings: EmailSettings,
  capabilities: {
    attachments: true,
    html: true,
    replyWindowHours: null,
    receipts: false,
    typing: false,
    joins: 'thread',
    maxTextLength: 50_000,
  },
  receive: 'mail',
  addresses: (settings) => [settings.address],
  mail: mailAccess,
  parse: parseDelivery,
  send: sendMail,
  check: checkServer,
});
