import type { SendResult } from '../../../define-channel.js';
import { cleanLine } from '../inbound/clean-text.js';
import { NoServer } from './open-transport.js';
import type { SendProgress } from './send-progress.js';

interface SmtpError {
  code?: string;
  responseCode?: number;
  response?: string;
  refused?: boolean;
}

/**
 * The result of a failed send: a 5xx is final, all else is retried, also a failed sign-in, which an admin can correct.
 */
export function outcomeOf(error: unknown, progress?: SendProgress): SendResult {
  if (error instanceof NoServer) return { outcome: 'failed', reason: 'No server for outgoing mail is set' };
  const { code, responseCode, response, refused } = error as SmtpError;
  if (refused) return { outcome: 'failed', reason: 'The address of the mail server is not allowed' };
  if (code === 'EAUTH')
    return { outcome: 'retry', reason: 'The mail server did not accept the user or password', afterSeconds: 300 };
  if (responseCode && responseCode >= 500) return { outcome: 'failed', reason: describe(responseCode, response) };
  if (responseCode) return { outcome: 'retry', reason: describe(responseCode, response) };
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return { outcome: 'failed', reason: 'The mail server did not accept the mail' };
  return { outcome: 'retry', reason: `${brokeOff(progress)}${code ? ` (${code})` : ''}` };
}

/** Describes how a connection ended without an answer. */
function brokeOff({ reached, written }: Partial<SendProgress> = {}) {
  if (written) return 'The mail server gave no answer after the mail was written; it may have taken it';
  return reached
    ? 'The connection to the mail server ended before the mail was written'
    : 'The mail server could not be reached';
}

const describe = (code: number, response = ''): string =>
  `The mail server answered ${cleanLine(response, 200) || code}`;
