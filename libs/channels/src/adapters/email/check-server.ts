import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import type { ChannelContext, MailAccess, MailTools } from '../../define-channel.js';
import { describeMailboxError } from './describe-mailbox-error.js';
import { openTransport } from './outbound/open-transport.js';
import { outcomeOf } from './outbound/outcome-of.js';
import { mailAccess } from './mail-access.js';
import type { EmailSettings } from './settings.js';

interface Finding {
  ok: boolean;
  message: string;
}

/** Signs in to the channel's servers and leaves again. */
export async function checkServer({ settings, tools }: ChannelContext<EmailSettings>): Promise<Finding> {
  const { mailbox } = mailAccess(settings);
  const sending = await checkSending(settings, tools.mail);
  return sending.ok && mailbox ? checkMailbox(mailbox, tools.mail) : sending;
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
