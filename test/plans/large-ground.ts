import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Database, inWorkspace } from '#libs/platform';
import { recount } from '../../libs/tickets/src/core/ticket-counts.queries.js';
import { addMember } from '../e2e/trust/support/cast.js';
import type { Client } from '../support/client.js';
import { SmtpSink } from '../support/mail/smtp-sink.js';
import { createTestDatabase } from '../support/test-database.js';
import { startWaypost, type TestWaypost } from '../support/waypost.js';
import { fillWorkspaces, type LargePlace, type Sizes } from './fill-workspaces.js';
import type { Crowd } from './crowd.js';
import { PlanWatch, type RunStatement } from './watch-plans.js';

export interface LargeGround {
  crowd: Crowd;
  owner: pg.Client;
  watch: PlanWatch;
  close(): Promise<void>;
}

/** A Waypost with a large workspace beside small ones, whose plans are looked at from the beginning. */
export async function prepareLargeGround(sizes: Sizes, onRun: (run: RunStatement) => void): Promise<LargeGround> {
  const database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const watch = await PlanWatch.begin(owner, onRun);
  const mails = await SmtpSink.open();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-plans-'));
  const on = { database, redis: undefined, dataDir, secretKey: randomUUID() };
  const waypost = await startWaypost({ env: { SMTP_URL: `smtp://127.0.0.1:${mails.port}` }, on });
  const close = async () => {
    watch.end();
    await waypost.stop();
    await owner.end();
    await mails.close();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { crowd: await makeCrowd(waypost, owner, sizes), owner, watch, close };
}

async function makeCrowd(waypost: TestWaypost, owner: pg.Client, sizes: Sizes): Promise<Crowd> {
  const { member, admin } = await waypost.workspace('Large');
  const { workspaceId, agentId } = member;
  const place: LargePlace = { workspaceId, agentId, ...(await administer(admin)) };
  const teamIds = [place.teams.small];
  const inTeam = await addMember(waypost, workspaceId, 'agent', { admin, teamIds });
  const narrow = await addMember(waypost, workspaceId, 'agent', { admin, teamIds, onlyAssigned: true });
  await fillWorkspaces(owner, place, sizes);
  // A sweep may have packed days before their facts were there, which leave no marks here.
  await owner.query('delete from fact_packs; delete from fact_packs_until');
  await inWorkspace(workspaceId, () => waypost.api.get(Database).query(recount));
  await readStatistics(owner, sizes);
  return { ...place, ...sizes, waypost, admin, member: inTeam.client, narrow: narrow.client };
}

/** A sample of as many rows as there are is all of them, so that the statistics are the same each time. */
async function readStatistics(owner: pg.Client, { tickets }: Sizes) {
  await owner.query(`set default_statistics_target = ${Math.ceil((3 * tickets + 10_000) / 300)}`);
  const { rows } = await owner.query<{ list: string }>(
    `select string_agg(relname, ', ') as list from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  await owner.query(`vacuum (analyze) ${rows[0]!.list}`);
}

async function administer(admin: Client) {
  const make = async (what: string, body: object) => {
    const answer = await admin.post<{ id: string }>(`/api/v1/${what}`, body);
    if (answer.status !== 201) throw new Error(`No ${what}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };
  const target = { firstResponseSeconds: 864_000, resolutionSeconds: 864_000 };
  const targets = { low: target, normal: target, high: target, urgent: target };
  const settings = { address: 'support@shop.example' };
  return {
    teams: { small: await make('teams', { name: 'Small' }), large: await make('teams', { name: 'Large' }) },
    channels: {
      mail: await make('channels', { type: 'email', name: 'Mail', settings }),
      widget: await make('channels', { type: 'widget', name: 'Chat' }),
    },
    storeId: await make('stores', { name: 'Shop' }),
    policyId: await make('sla-policies', { name: 'Any', targets }),
  };
}
