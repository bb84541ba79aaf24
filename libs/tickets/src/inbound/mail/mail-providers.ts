import { Injectable, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { closeMailThreads } from '#libs/channels';
import { Jobs, everyMs, handleJob, provideSubscriber } from '#libs/platform';
import { AcceptMail } from './accept-mail.js';
import { authenticateMailJob, authenticateSubscriber } from './authenticate-mail.job.js';
import { AuthenticateMessage } from './authenticate-message.js';
import { FindRecipient } from './find-recipient.js';
import { ImapPoller } from './imap-poller.js';
import { SmtpListener } from './smtp-listener.js';
import { SweepSenders } from './sweep-senders.js';
import { TakeMail } from './take-mail.js';

/** Ends the threads that read mail, last of all. */
@Injectable()
class MailThreads implements OnApplicationShutdown {
  onApplicationShutdown(): Promise<void> {
    return closeMailThreads();
  }
}

/** Mail that servers bring. */
export const mailApiProviders: Provider[] = [TakeMail, FindRecipient, AcceptMail, SmtpListener, MailThreads];

/** Mail that is fetched, and the look at who sent it. */
export const mailWorkerProviders: Provider[] = [
  TakeMail, ImapPoller, AuthenticateMessage, SweepSenders, MailThreads,
  everyMs('read-mailboxes', 5_000, [ImapPoller], (poller: ImapPoller) => () => poller.look()),
  provideSubscriber([Jobs], authenticateSubscriber),
  handleJob(authenticateMailJob, [AuthenticateMessage], (message: AuthenticateMessage) => ({ messageId }, run) => message.authenticate(messageId, run)),
  everyMs('rearm-sender-checks', 30_000, [SweepSenders], (sweep: SweepSenders) => (signal) => sweep.rearm(signal)),
];
