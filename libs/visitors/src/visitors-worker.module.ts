import { Injectable, Module } from '@nestjs/common';
import { Database, type Retention, Retentions, idBefore, oldRows } from '#libs/platform';
import { TicketsWorkerModule } from '#libs/tickets';
import { NoteUnreadAnswer } from './unread-answers/note-unread-answer.js';
import { UnreadAnswersDispatch } from './unread-answers/unread-answers-dispatch.js';
import { WriteUnreadAnswers } from './unread-answers/write-unread-answers.js';

const kept = [
  // Keep sessions of visitors for a day after their end.
  {
    table: 'visitor_sessions',
    key: ['id'],
    isOld: `(t.expires_at < now() - interval '1 day' or t.ended_at < now() - interval '1 day')`,
  },
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
  providers: [NoteUnreadAnswer, UnreadAnswersDispatch, WriteUnreadAnswers, VisitorRetentions],
})
export class VisitorsWorkerModule {}
