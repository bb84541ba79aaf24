import { isIP } from 'node:net';
import { reason } from '#libs/contracts';
import type { ChannelContext, Finding, MailAccess, MailTools } from '../../define-channel.js';
import { openTransport } from './outbound/open-transport.js';
import { outcomeOf } from './outbound/send-mail.js';
import { refusedServer } from './refused-server.js';
import { type EmailSettings, mailAccess } from './settings.js';

/** Signs in to the channel's servers and leaves again. */
export async function checkServer({ settings, tools }: ChannelContext<EmailSettings>): Promise<Finding> {
  const { mailbox } = mailAccess(settings);
  const sending = await checkSending(settings, tools.mail);
  if (!sending.ok || !mailbox) return { ...sending, proves: { sending: sending.ok } };
  const fetching = await checkMailbox(mailbox, tools.mail);
  return { ...fetching, proves: { sending: true, receiving: fetching.ok } };
}

async function checkSending(settings: EmailSettings, mail: MailTools): Promise<Finding> {
  try {
    const transport = await openTransport(settings, mail);
    try {
      await transport.verify();
      return { ok: true, message: '' };
    } finally {
      transport.close();
    }
  } catch (error) {
    const outcome = outcomeOf(error);
    return { ok: false, message: 'reason' in outcome ? outcome.reason : '' };
  }
}

async function checkMailbox(
  { host, port, secure, user, password }: NonNullable<MailAccess['mailbox']>,
  mail: MailTools,
): Promise<Finding> {
  const { ImapFlow } = await import('imapflow');
  try {
    const address = await mail.resolve(host, port);
    const client = new ImapFlow({
      host: address,
      port,
      secure,
      auth: { user, pass: password },
      ...(isIP(host) === 0 && { servername: host }),
      verifyOnly: true,
      logger: false,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 15_000,
    });
    client.on('error', () => undefined);
    await client.connect();
    return { ok: true, message: '' };
  } catch (error) {
    return { ok: false, message: describeMailboxError(error) };
  }
}

interface MailboxError {
  authenticationFailed?: boolean;
  mailboxMissing?: boolean;
  refused?: boolean;
  hint?: string;
  notStored?: boolean;
  serverResponseCode?: string;
  responseStatus?: string;
  code?: string;
}

/** Describes for the admin why a mailbox cannot be read, without the password. */
export function describeMailboxError(error: unknown): string {
  const { authenticationFailed, mailboxMissing, refused, hint, notStored, serverResponseCode, responseStatus, code } =
    error as MailboxError;
  if (refused) return refusedServer(hint);
  if (notStored) return reason('mail-not-stored');
  if (authenticationFailed) return reason('mail-sign-in');
  if (mailboxMissing || serverResponseCode === 'NONEXISTENT') return reason('no-mailbox');
  if (responseStatus === 'NO') return reason('mailbox-refused');
  return code ? reason('mail-not-reached-code', { code }) : reason('mail-not-reached');
}
