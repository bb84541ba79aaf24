import { Injectable, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { Database, type Retention, Retentions, idBefore, oldRows } from '#libs/platform';
import { TicketsApiModule, TicketsWorkerModule } from '#libs/tickets';
import { ClaimVisitorEmail } from './claim-visitor-email.js';
import { DescribeWidget } from './describe-widget.js';
import { FindVisitor } from './find-visitor.js';
import { MailedView } from './mailed-view.js';
import { MarkVisitorRead } from './mark-visitor-read.js';
import { OpenVisitorSession } from './open-visitor-session.js';
import { ResumeTickets } from './resume-tickets.js';
import { SendVisitorMessage } from './send-visitor-message.js';
import { AnswerLinks } from './unread-answers/answer-links.js';
import { NoteUnreadAnswer } from './unread-answers/queue-unread-answers.js';
import { UnreadAnswersDispatch } from './unread-answers/unread-answers-dispatch.js';
import { WriteUnreadAnswers } from './unread-answers/write-unread-answers.js';
import { UploadVisitorFile } from './upload-visitor-file.js';
import { VisitorController, VisitorUploadsController } from './visitor.controller.js';
import { VisitorGateway } from './visitor.gateway.js';
import { VisitorLimits } from './visitor-limits.js';
import { VisitorMiddleware } from './visitor.middleware.js';
import { VisitorSessionsController } from './visitor-sessions.controller.js';
import { VisitorTickets } from './visitor-tickets.js';
import { VisitorTimeZone } from './visitor-time-zone.js';
import { VisitorView } from './visitor-view.js';
import { WidgetFiles } from './widget-files.js';
import { WidgetFilesController } from './widget-files.controller.js';

@Module({
  imports: [TicketsApiModule],
  controllers: [VisitorSessionsController, VisitorController, VisitorUploadsController, WidgetFilesController],
  providers: [
    AnswerLinks,
    UnreadAnswersDispatch,
    WriteUnreadAnswers,
    ClaimVisitorEmail,
    DescribeWidget,
    FindVisitor,
    MailedView,
    MarkVisitorRead,
    OpenVisitorSession,
    ResumeTickets,
    SendVisitorMessage,
    UploadVisitorFile,
    VisitorGateway,
    VisitorLimits,
    VisitorMiddleware,
    VisitorTickets,
    VisitorTimeZone,
    VisitorView,
    WidgetFiles,
  ],
})
export class VisitorsApiModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(VisitorMiddleware).forRoutes('api/v1/visitor/*path');
  }
}

const kept = [
  // Keep sessions of visitors for a day after their end.
  {
    table: 'visitor_sessions',
    key: ['id'],
    isOld: `(t.expires_at < now() - interval '1 day' or t.ended_at < now() - interval '1 day')`,
  },
  { table: 'visitor_resume_tickets', key: ['ticket_hash'], isOld: 't.expires_at < now()' },
  { table: 'visitor_answer_links', key: ['token_hash'], isOld: 't.expires_at < now()' },
  {
    table: 'unread_answers',
    key: ['message_id'],
    isOld: `t.message_id < ${idBefore(`interval '1 year'`)} and t.state not in ('waiting', 'sending')`,
  },
];

@Injectable()
@Retentions()
class VisitorRetentions implements Retentions {
  constructor(private readonly database: Database) {}

  retentions(): Retention[] {
    return kept.map((rule) => oldRows(this.database, rule));
  }
}

/** Mails unread answers, and deletes expired sessions. */
@Module({
  imports: [TicketsWorkerModule],
  providers: [AnswerLinks, NoteUnreadAnswer, UnreadAnswersDispatch, WriteUnreadAnswers, VisitorRetentions],
})
export class VisitorsWorkerModule {}
