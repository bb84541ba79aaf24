import { Injectable } from '@nestjs/common';
import { Database, Jobs, SystemDatabase, firstRow, inWorkspace, rows } from '#libs/platform';
import { bounced, dueAnywhere, giveUpStuck, stuckAnywhere } from './notice.queries.js';
import { sendNotice } from './send-notice.job.js';

interface Found {
  workspaceId: string;
  id: string;
}
const batch = 200;
const mostWorkspaces = 10_000;

/** Finds notices in the database that are due, so that no queue that is lost loses one. */
@Injectable()
export class SweepNotices {
  constructor(private readonly system: SystemDatabase, private readonly database: Database, private readonly jobs: Jobs) {}

  async sweep(): Promise<void> {
    for (const { workspaceId, id } of await this.system.query<Found & Record<string, unknown>>(stuckAnywhere, [batch])) await inWorkspace(workspaceId, () => firstRow(this.database, giveUpStuck, [id]));
    const due = await this.system.query<Found & Record<string, unknown>>(dueAnywhere, [batch]);
    for (const { workspaceId, id } of due) await this.jobs.add(sendNotice, { workspaceId, noticeId: id }, { jobId: id });
  }

  /** Notices that mail servers have reported back, and names of deliveries that no shop will repeat any more. */
  async settleOld(): Promise<void> {
    const workspaces = await rows<{ id: string }>(this.database, `select distinct workspace_id as id from store_routes order by id limit ${mostWorkspaces}`);
    for (const { id } of workspaces) {
      await inWorkspace(id, async () => {
        await this.database.query(bounced);
        await this.database.query(`delete from store_deliveries where (store_id, external_id) in (select store_id, external_id from store_deliveries where received_at < now() - interval '30 days' limit 5000)`);
      });
    }
  }
}
