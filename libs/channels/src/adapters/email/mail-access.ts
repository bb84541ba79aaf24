import type { MailAccess } from '../../define-channel.js';
import type { EmailSettings } from './settings.js';

/** The mailbox of the settings, with default ports. */
export function mailAccess(settings: EmailSettings): MailAccess {
  const {
    trustedAuthserv,
    imapHost: host,
    imapPort,
    imapSecure: secure = true,
    imapUser: user,
    imapPassword: password,
    imapMailbox: name = 'INBOX',
  } = settings;
  const port = imapPort ?? (secure ? 993 : 143);
  return {
    ...(trustedAuthserv && { trustedAuthserv }),
    ...(host && user && password && { mailbox: { host, port, secure, user, password, name } }),
  };
}
