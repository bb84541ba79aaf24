import { Secret } from '#libs/contracts';
import { z } from 'zod';

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9.:_-]{1,253}$/)
  .optional();
const port = z.number().int().min(1).max(65_535).optional();
const secret = (title: string) => Secret.meta({ title, secret: true }).optional();
const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);

/** Everything an email channel is told. Without servers of its own it receives by the listener and sends by the installation's server. */
export const EmailSettings = z.strictObject({
  address: z.email().max(254).toLowerCase().meta({ title: 'Address' }),
  displayName: line(120).optional().meta({ title: 'Name shown to customers' }),
  signature: z.string().max(2_000).optional().meta({ title: 'Signature', multiline: true }),
  smtpHost: host.meta({ title: 'SMTP server' }),
  smtpPort: port.meta({ title: 'SMTP port' }),
  smtpSecure: z.boolean().optional().meta({ title: 'SMTP over TLS from the start' }),
  smtpUser: line(254).optional().meta({ title: 'SMTP user' }),
  smtpPassword: secret('SMTP password'),
  imapHost: host.meta({ title: 'IMAP server' }),
  imapPort: port.meta({ title: 'IMAP port' }),
  imapSecure: z.boolean().optional().meta({ title: 'IMAP over TLS from the start' }),
  imapUser: line(254).optional().meta({ title: 'IMAP user' }),
  imapPassword: secret('IMAP password'),
  imapMailbox: line(200).optional().meta({ title: 'IMAP mailbox' }),
  trustedAuthserv: line(253)
    .optional()
    .meta({ title: 'Name of the mail server whose Authentication-Results are believed' }),
});
export type EmailSettings = z.infer<typeof EmailSettings>;

/** Domain part of the channel's address: where its Message-IDs live. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
