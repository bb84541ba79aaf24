import { reason } from '#libs/contracts';
import type { ChannelContext, OutboundMessage, SendResult } from '../../../define-channel.js';
import { cleanLine } from '../inbound/clean-text.js';
import { plainAddress } from '../inbound/plain-address.js';
import { refusedServer } from '../refused-server.js';
import type { EmailSettings } from '../settings.js';
import { composeMail } from './compose-mail.js';
import { NoServer, SendProgress, openTransport } from './open-transport.js';

/**
 * Sends one mail to one person. A lost connection is retried with the same Message-ID, by which receivers drop
 * duplicates: an `unknown` would never be settled, since SMTP has no receipts.
 */
export async function sendMail(
  message: OutboundMessage,
  { settings, tools }: ChannelContext<EmailSettings>,
): Promise<SendResult> {
  const recipient = plainAddress(message.recipient.value);
  if (!recipient) return { outcome: 'failed', reason: reason('address-not-valid') };
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

interface SmtpError {
  code?: string;
  responseCode?: number;
  response?: string;
  refused?: boolean;
  hint?: string;
}

/**
 * The result of a failed send: a 5xx is final, all else is retried, also a failed sign-in, which an admin can correct.
 */
export function outcomeOf(error: unknown, progress?: SendProgress): SendResult {
  if (error instanceof NoServer) return { outcome: 'failed', reason: reason('no-mail-server'), denied: true };
  const { code, responseCode, response, refused, hint } = error as SmtpError;
  if (refused) return { outcome: 'failed', reason: refusedServer(hint) };
  if (code === 'EAUTH')
    return {
      outcome: 'retry',
      reason: reason('mail-sign-in'),
      afterSeconds: 300,
      denied: true,
    };
  if (responseCode && responseCode >= 500) return { outcome: 'failed', reason: describe(responseCode, response) };
  if (responseCode) return { outcome: 'retry', reason: describe(responseCode, response) };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { outcome: 'failed', reason: reason('mail-refused') };
  return { outcome: 'retry', reason: brokeOff(code, progress) };
}

/** Describes how a connection ended without an answer. */
function brokeOff(code: string | undefined, { reached, written }: Partial<SendProgress> = {}): string {
  const how = written ? 'mail-unanswered' : reached ? 'mail-broke-off' : 'mail-not-reached';
  return code ? reason(`${how}-code`, { code }) : reason(how);
}

const describe = (code: number, response = ''): string =>
  reason('mail-answered', { why: cleanLine(response, 200) || code });
