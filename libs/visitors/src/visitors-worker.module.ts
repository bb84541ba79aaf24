import { Module } from '@nestjs/common';
import { Database, oldRows, provideRetention } from '#libs/platform';

/** Sessions of visitors are kept for a day after their end. */
const oldSessions = {
  table: 'visitor_sessions',
  key: ['id'],
  isOld: `(t.expires_at < now() - interval '1 day' or t.ended_at < now() - interval '1 day')`,
};

@Module({
  providers: [provideRetention([Database], (database: Database) => [oldRows(database, oldSessions)])],
})
export class VisitorsWorkerModule {}
