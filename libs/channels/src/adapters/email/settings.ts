import { z } from 'zod';
import { AsWritten, Secret, keptForCustomers } from '#libs/contracts';
import type { MailAccess } from '../../define-channel.js';

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9.:_-]{1,253}$/)
  .optional();
const port = z.number().int().min(1).max(65_535).optional();
const secret = Secret.optional();
const smtp = { group: 'smtp' };
const imap = { group: 'imap' };
const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);

/**
 * Settings of an email channel. Without its own servers it receives by the SMTP listener and sends by the
 * installation's server.
 */
export const EmailSettings = keptForCustomers(
  z.strictObject({
    address: z.email().max(254).toLowerCase().meta({ unique: true }),
    displayName: line(120).optional(),
    signature: z.string().max(2_000).optional().meta({ multiline: true, kept: true }),
    asWritten: AsWritten.meta({ hidden: true }),
    smtpHost: host.meta(smtp),
    smtpPort: port.meta(smtp),
    smtpSecure: z.boolean().optional().meta(smtp),
    smtpUser: line(254).optional().meta(smtp),
    smtpPassword: secret.meta({ ...smtp, secret: true }),
    imapHost: host.meta(imap),
    imapPort: port.meta(imap),
    imapSecure: z.boolean().optional().meta(imap),
    imapUser: line(254).optional().meta(imap),
    imapPassword: secret.meta({ ...imap, secret: true }),
    imapMailbox: line(200).optional().meta(imap),
    trustedAuthserv: line(253).optional(),
  }),
  ['signature'],
);
export type EmailSettings = z.infer<typeof EmailSettings>;

/** Domain of the channel's address, also that of its Message-IDs. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

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
