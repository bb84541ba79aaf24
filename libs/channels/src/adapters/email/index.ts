import { Email } from '#libs/contracts';
import { defineChannel } from '../../define-channel.js';
import { checkServer } from './check-server.js';
import { explainMail } from './explain-mail.js';
import { EmailSettings, mailAccess } from './settings.js';
import { parseDelivery } from './parse-delivery.js';
import { sendMail } from './outbound/send-mail.js';

/** Mail: in by the SMTP listener or from an IMAP mailbox, out by SMTP. */
export const email = defineChannel<EmailSettings>({
  type: 'email',
  texts: new URL('./locales/', import.meta.url),
  glyph: [
    'm22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7',
    'M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z',
  ],
  ink: { light: '#5B5A78', dark: '#ABA9CC' },
  identities: ['email'],
  settings: EmailSettings,
  capabilities: {
    replyWindowHours: null,
    joins: 'thread',
    maxTextLength: 50_000,
    keepsOriginal: true,
    proves: 'email',
  },
  receive: 'mail',
  readAddress: readTypedAddress,
  addresses: (settings) => [settings.address],
  mail: mailAccess,
  parse: parseDelivery,
  send: sendMail,
  check: checkServer,
  steps: ['mailbox', 'listener', 'forward', 'no-server'],
  explain: explainMail,
  cannotSend: ({ smtpHost }, { sendsMail }) => !smtpHost && !sendsMail,
});

function readTypedAddress(typed: string) {
  const { data } = Email.safeParse(typed);
  return data === undefined ? null : { kind: 'email', value: data };
}
