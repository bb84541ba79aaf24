import { Injectable, Module } from '@nestjs/common';
import { Database, type Retention, Retentions, oldRows } from '#libs/platform';

/** Sessions of visitors are kept for a day after their end. */
const oldSessions = {
  table: 'visitor_sessions',
  key: ['id'],
  isOld: `(t.expires_at < now() - interval '1 day' or t.ended_at < now() - interval '1 day')`,
};

@Injectable()
@Retentions()
class VisitorRetentions implements Retentions {
  constructor(private readonly database: Database) {}

  retentions(): Retention[] {
    return [oldRows(this.database, oldSessions)];
  }
}

@Module({ providers: [VisitorRetentions] })
export class VisitorsWorkerModule {}
