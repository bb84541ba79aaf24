import { Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { closeMailThreads } from '#libs/channels';
import { TicketsApiModule, TicketsWorkerModule } from '#libs/tickets';
import { AcceptMail, FindRecipient } from './accept-mail.js';
import { AuthenticateMessage } from './authenticate-message.js';
import { CheckSenders } from './check-senders.js';
import { CompareSenders } from './compare-senders.js';
import { ImapPoller } from './imap-poller.js';
import { RetryMail } from './retry-mail.js';
import { SmtpListener } from './smtp-listener.js';
import { TakeMail } from './take-mail.js';

/** Ends the threads that parse mail, after everything else has stopped. */
@Injectable()
class MailThreads implements OnApplicationShutdown {
  onApplicationShutdown(): Promise<void> {
    return closeMailThreads();
  }
}

/** Mail that servers deliver. */
@Module({
  imports: [TicketsApiModule],
  providers: [
    TakeMail,
    RetryMail,
    AuthenticateMessage,
    CompareSenders,
    FindRecipient,
    AcceptMail,
    SmtpListener,
    MailThreads,
  ],
  exports: [SmtpListener],
})
export class MailApiModule {}

/** Mail that is fetched, and the check of its senders. */
@Module({
  imports: [TicketsWorkerModule],
  providers: [TakeMail, ImapPoller, AuthenticateMessage, CompareSenders, CheckSenders, MailThreads],
})
export class MailWorkerModule {}
