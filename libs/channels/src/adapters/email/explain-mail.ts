import type { Installation, SetUpStep } from '../../define-channel.js';
import { type EmailSettings, domainOf, mailAccess } from './settings.js';

/** How the mail of a channel reaches Waypost, and how answers leave. */
export function explainMail(settings: EmailSettings, channelId: string, installation: Installation): SetUpStep[] {
  const { mailbox } = mailAccess(settings);
  const { mailHost: host, mailPort, sendsMail } = installation;
  const ways: SetUpStep[] = mailbox
    ? [{ name: 'mailbox', values: { host: mailbox.host, mailbox: mailbox.name } }]
    : [
        { name: 'forward', values: { address: settings.address, to: `${channelId}@${host}` } },
        { name: 'listener', values: { domain: domainOf(settings.address), host, port: String(mailPort) } },
      ];
  if (settings.smtpHost || sendsMail) return ways;
  return [...ways, { name: 'no-server', level: 'warning', values: { setting: 'SMTP_URL' } }];
}
