import type { ChannelContext, OutboundMessage, SendResult } from '../../../define-channel.js';
import { plainAddress } from '../inbound/read-mailboxes.js';
import type { EmailSettings } from '../settings.js';
import { composeMail } from './compose-mail.js';
import { openTransport } from './open-transport.js';
import { outcomeOf } from './outcome-of.js';
import { SendProgress } from './send-progress.js';

/**
 * Sends one mail to one person. A lost connection is retried with the same Message-ID, by which receivers drop
 * duplicates: an `unknown` would never be settled, since SMTP has no receipts.
 */
export async function sendMail(
  message: OutboundMessage,
  { settings, tools }: ChannelContext<EmailSettings>,
): Promise<SendResult> {
  const recipient = plainAddress(message.recipient.value);
  if (!recipient) return { outcome: 'failed', reason: 'The address of the recipient is not valid' };
  const progress = new SendProgress();
  try {
    const transport = await openTransport(settings, tools.mail, progress);
    try {
      await transport.sendMail(composeMail(message, recipient, settings, tools.now()));
      return { outcome: 'sent', externalId: message.thread.messageId };
    } finally {
      transport.close();
    }
  } catch (error) {
    return outcomeOf(error, progress);
  }
}
