import pg from 'pg';
import { DataSource } from 'typeorm';
import {
  Database,
  Metrics,
  Sweeps,
  SystemDatabase,
  createDataSource,
  createLog,
  inWorkspace,
  newId,
} from '#libs/platform';
import { isUncounted, storedByPlace } from '../../libs/tickets/src/core/ticket-counts.queries.js';
import { CountTickets, sumInScope, type Group } from '../../libs/tickets/src/desk/count-tickets.js';
import { KeepCounts } from '../../libs/tickets/src/time/keep-counts.js';
import { CountTickets20261203020000 } from '../../migrations/20261203020000-count-tickets.js';
import { EarlierVersion } from './support/earlier-version.js';

const before = 'NoteWhereChatsBegan20261202050000';
const workspaceId = newId();
const admin = { role: 'admin', agentId: newId(), workspaceId, onlyAssigned: false, teamIds: [] } as never;
const run = { name: 'test', isOver: () => false };

describe('tickets of before their counts were kept', () => {
  let earlier: EarlierVersion;
  let app: pg.Client;
  let database: Database;
  let system: SystemDatabase;
  const logged: string[] = [];
  beforeAll(async () => {
    earlier = await EarlierVersion.install(before);
    await earlier.insert('workspaces', { id: workspaceId, name: 'Shop' });
    for (let number = 1; number <= 40; number++) await earlier.insertAgainstRules('tickets', ticket(number));
    app = new pg.Client({ connectionString: earlier.database.appUrl });
    await app.connect();
    await app.query(`set waypost.workspace_id = '${workspaceId}'`);
  });
  afterAll(async () => {
    await system?.close();
    await database?.dataSource.destroy();
    await app?.end();
    await earlier?.close();
  });

  const due = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const clockOf = (number: number) => {
    const state = number % 7 ? 'running' : 'breached';
    return { clock: { state, targetSeconds: 900 }, clock_state: state, clock_due_at: due(number % 5 ? 900 : 10) };
  };
  const ticket = (number: number) => ({
    ...{ workspace_id: workspaceId, id: newId(), number, subject: '', snippet: '', priority: 'normal', tags: [] },
    ...{ channel_id: newId(), channel_type: 'email', contact_id: newId(), recipient_kind: 'email' },
    ...{ recipient_value: 'a@b.example', reply_token: String(number), last_seq: 0, last_inbound_seq: 0, change_seq: 0 },
    ...{ created_at: due(0), last_message_at: due(0), automatic: false, assignee_left: false },
    status: number % 4 ? 'open' : 'pending',
    ...(number % 4 && clockOf(number)),
  });
  const count = () => new CountTickets(database, system, { onEmit: () => undefined } as never, new Metrics()).of(admin);
  const sumOfStored = async () =>
    sumInScope(await inWorkspace(workspaceId, () => database.query<Group>(storedByPlace)), admin);
  const resolve = (number: number) =>
    app.query(`update tickets set status = 'resolved', resolved_at = now() where number = $1`, [number]);

  it('are changed by what ran before while it is upgraded, counted by reading them, then from what is stored', async () => {
    await earlier.upgrade();
    database = new Database(await createDataSource(earlier.database.appUrl).initialize());
    system = new SystemDatabase(earlier.database.appUrl);
    // One is due soon now, one later: both are in no count yet.
    for (const number of [5, 1]) await resolve(number);
    const counts = { inbox: 28, mine: 0, unassigned: 28, soon: 8, pending: 10, snoozed: 0 };
    expect(await count()).toEqual(counts);
    expect(await sumOfStored()).not.toEqual(counts);
    const log = createLog('info', {}, { write: (line) => void logged.push(line) });
    const keep = new KeepCounts(system, database, new Sweeps(system, log), log);
    await keep.recount(run);
    expect(await inWorkspace(workspaceId, () => database.query(isUncounted))).toEqual([]);
    expect(await count()).toEqual(counts);
    await keep.fold(run);
    await resolve(2);
    expect(await sumOfStored()).toEqual({ ...counts, inbox: 27, unassigned: 27 });
    await keep.recount(run);
    // To count what was never counted mends nothing.
    expect(logged).toEqual([]);
  });

  it('can be changed by what runs meanwhile as soon as the migration is done', async () => {
    const owner = await new DataSource({ type: 'postgres', url: earlier.database.ownerUrl }).initialize();
    const migration = new CountTickets20261203020000();
    await migration.down(owner.createQueryRunner());
    await resolve(3);
    await migration.up(owner.createQueryRunner());
    await owner.destroy();
    await resolve(6);
    expect(await earlier.query('select open from ticket_count_changes where open <> 0')).toEqual([{ open: -1 }]);
  });
});
