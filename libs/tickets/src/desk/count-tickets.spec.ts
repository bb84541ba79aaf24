import fc from 'fast-check';
import pg from 'pg';
import type { TicketCounts } from '#libs/contracts';
import { Database, Log, Sweeps, SystemDatabase, createDataSource, createLog, inWorkspace, newId } from '#libs/platform';
import { isLong } from '../../../../test/support/long.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { countMended, foldChanges, storedByPlace } from '../core/ticket-counts.queries.js';
import { KeepCounts } from '../time/keep-counts.js';
import { type Group, sumInScope } from './count-tickets.js';

const workspaces = [newId(), newId()];
const teams = [newId(), newId()];
const agents = [newId(), newId(), newId()];
const ticketIds = Array.from({ length: 6 }, newId);
const run = { name: 'test', isOver: () => false };
type Agent = Parameters<typeof sumInScope>[1];

/** One of each scope. */
const viewers: Agent[] = [
  { role: 'admin', onlyAssigned: false, teamIds: [], agentId: agents[0]! },
  { role: 'agent', onlyAssigned: false, teamIds: [teams[0]!], agentId: agents[1]! },
  { role: 'agent', onlyAssigned: false, teamIds: [], agentId: agents[2]! },
  { role: 'agent', onlyAssigned: true, teamIds: [...teams], agentId: agents[1]! },
];

let own: TestDatabase;
let owner: pg.Client;
let database: Database;
let system: SystemDatabase;
let keep: KeepCounts;
const logged: string[] = [];

beforeAll(async () => {
  own = await createTestDatabase();
  owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  for (const id of workspaces) {
    await owner.query(`insert into workspaces (id, name) values ($1, 'Shop')`, [id]);
    await owner.query(`insert into teams (workspace_id, id, name) select $1, id, id::text from unnest($2::uuid[]) id`, [
      id,
      teams,
    ]);
  }
  // Agents need accounts, channels settings, and so on: none of it is counted.
  await owner.query('alter table tickets drop constraint tickets_workspace_id_assignee_id_fkey');
  await owner.query('alter table tickets drop constraint tickets_workspace_id_channel_id_fkey');
  await owner.query('alter table tickets drop constraint tickets_workspace_id_contact_id_fkey');
  database = new Database(await createDataSource(own.appUrl, 8).initialize());
  system = new SystemDatabase(own.appUrl);
  const log: Log = createLog('info', {}, { write: (line) => void logged.push(line) });
  keep = new KeepCounts(system, database, new Sweeps(system, log), log);
});
afterEach(() => owner.query('truncate tickets, ticket_counts, ticket_count_changes cascade'));
afterAll(async () => {
  await system?.close();
  await database?.dataSource.destroy();
  await owner?.end();
  await own?.drop();
});

interface Ticket {
  status: 'open' | 'pending' | 'snoozed' | 'resolved' | 'closed';
  teamId: string | null;
  assigneeId: string | null;
  clock: { state: string; dueInMs: number; targetSeconds: number } | null;
}

const write = `
  insert into tickets as t (id, number, channel_id, channel_type, contact_id, recipient_kind, recipient_value, reply_token,
    status, team_id, assignee_id, clock, clock_state, clock_due_at, snoozed_until, resolved_at, closed_at)
  select $1::uuid, 1 + (random() * 2147483646)::int, $1::uuid, 'email', $1::uuid, 'email', 'a@b.example', gen_random_uuid()::text, $2::text, $3::uuid, $4::uuid, $5::jsonb, $5::jsonb->>'state',
    now() + make_interval(secs => ($5::jsonb->>'dueInMs')::float8 / 1000), case when $2 = 'snoozed' then now() end,
    case when $2 in ('resolved', 'closed') then now() end, case when $2 = 'closed' then now() end
  on conflict (workspace_id, id) do update set status = excluded.status, team_id = excluded.team_id,
    assignee_id = excluded.assignee_id, clock = excluded.clock, clock_state = excluded.clock_state, clock_due_at = excluded.clock_due_at,
    snoozed_until = excluded.snoozed_until, resolved_at = excluded.resolved_at, closed_at = excluded.closed_at`;

const put = (tx: Pick<Database, 'query'>, id: string, ticket: Ticket) =>
  tx.query(write, [id, ticket.status, ticket.teamId, ticket.assigneeId, ticket.clock && JSON.stringify(ticket.clock)]);

interface Row extends Omit<Ticket, 'clock'> {
  state: string | null;
  /** To the microsecond, as the database compares. */
  dueInSeconds: number | null;
  target: number | null;
}

/** Counts tickets one by one, as the list shows them. */
function naive(rows: Row[], { role, onlyAssigned, teamIds, agentId }: Agent): TicketCounts {
  const seen = rows.filter(
    ({ teamId, assigneeId }) =>
      role !== 'agent' || assigneeId === agentId || (!onlyAssigned && (teamId === null || teamIds.includes(teamId))),
  );
  const isSoon = ({ state, dueInSeconds, target }: Row) =>
    state === 'breached' ||
    (state === 'running' && dueInSeconds !== null && dueInSeconds <= Math.max(1_200, Math.trunc((target ?? 0) / 4)));
  const open = seen.filter(({ status }) => status === 'open');
  const pending = seen.filter(({ status }) => status === 'pending');
  return {
    inbox: open.length,
    mine: [...open, ...pending].filter(({ assigneeId }) => assigneeId === agentId).length,
    unassigned: open.filter(({ assigneeId }) => assigneeId === null).length,
    soon: open.filter(isSoon).length,
    pending: pending.length,
    snoozed: seen.filter(({ status }) => status === 'snoozed').length,
  };
}

/** Compares in one snapshot, at one time: what is stored must be exact at every moment. */
async function expectExact() {
  for (const workspaceId of workspaces)
    await inWorkspace(workspaceId, () =>
      database.transaction(async (tx) => {
        await tx.query('set transaction isolation level repeatable read');
        const stored = await tx.query<Group>(storedByPlace);
        const rows = await tx.query<Row>(
          `select status, team_id as "teamId", assignee_id as "assigneeId", clock_state as state,
             extract(epoch from clock_due_at - now())::float8 as "dueInSeconds", (clock->>'targetSeconds')::int as target from tickets`,
        );
        for (const viewer of viewers) expect(sumInScope(stored, viewer)).toEqual(naive(rows, viewer));
      }),
    );
}

const tickets: fc.Arbitrary<Ticket> = fc.record({
  status: fc.constantFrom('open', 'open', 'open', 'pending', 'snoozed', 'resolved', 'closed'),
  teamId: fc.constantFrom(null, ...teams),
  assigneeId: fc.constantFrom(null, ...agents),
  clock: fc.option(
    fc.record({
      state: fc.constantFrom('running', 'running', 'running', 'paused', 'breached', 'met'),
      // Past, of a while, and about to be due soon while this runs.
      dueInMs: fc.oneof(fc.constantFrom(-9_000_000, 90_000_000), fc.integer({ min: 1_200_000, max: 1_200_150 })),
      targetSeconds: fc.constantFrom(900, 4_800, 40_000),
    }),
  ),
});
type Step =
  | {
      do: 'write' | 'take back' | 'delete' | 'leave team';
      workspace: number;
      changes?: [number, Ticket][];
      ticket?: number;
    }
  | { do: 'fold' }
  | { do: 'recount' }
  | { do: 'look' };
const change = fc.tuple(fc.nat({ max: ticketIds.length - 1 }), tickets);
const workspace = fc.nat({ max: 1 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('write', 'write', 'write', 'take back'),
      workspace,
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('delete', 'leave team'),
      workspace,
      ticket: fc.nat({ max: ticketIds.length - 1 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('fold', 'fold', 'recount', 'look') }) },
);

async function take(step: Step): Promise<void> {
  if (step.do === 'look') return expectExact();
  if (step.do === 'fold') return keep.fold(run);
  if (step.do === 'recount') return recountNow();
  const { workspace: index, changes = [], ticket = 0 } = step;
  await inWorkspace(workspaces[index]!, async () => {
    if (step.do === 'delete') await database.query('delete from tickets where id = $1', [ticketIds[ticket]]);
    else if (step.do === 'leave team')
      await database.query('update tickets set team_id = null where id = $1', [ticketIds[ticket]]);
    else await writeAll(changes, step.do === 'take back');
  });
}

async function writeAll(changes: [number, Ticket][], isTakenBack: boolean) {
  const undone = new Error('undone');
  await database
    .transaction(async (tx) => {
      for (const [index, ticket] of changes) await put(tx, ticketIds[index]!, ticket);
      if (isTakenBack) throw undone;
    })
    .catch((error) => {
      if (error !== undone) throw error;
    });
}

/** Waits for all of them, also where one fails: none may run on into what follows. */
async function together(round: Step[]) {
  for (const done of await Promise.allSettled(round.map(take))) if (done.status === 'rejected') throw done.reason;
}

async function recountNow() {
  await owner.query('update ticket_recounts set due_at = now()');
  await keep.recount(run);
}

describe('the stored counts of tickets', () => {
  it('are those of the tickets at every moment of any history, whatever runs at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(steps, { minLength: 1, maxLength: 6 }), { maxLength: 6 }), async (rounds) => {
        await owner.query('truncate tickets, ticket_counts, ticket_count_changes cascade');
        for (const round of rounds) {
          await together(round);
          await expectExact();
        }
        await keep.fold(run);
        await expectExact();
        await recountNow();
      }),
      { numRuns: isLong ? 200 : 10 },
    );
    expect(logged).toEqual([]);
  }, 300_000);

  const open: Ticket = { status: 'open', teamId: null, assigneeId: null, clock: null };
  const fill = (count: number, ticket: Partial<Ticket> = {}) =>
    inWorkspace(workspaces[0]!, async () => {
      for (let n = 0; n < count; n++) await put(database, newId(), { ...open, ...ticket });
    });
  const rowsLeft = async () => (await owner.query('select from ticket_count_changes')).rowCount;

  it('are as exact after a fold that was broken off, and after two at once', async () => {
    await fill(5);
    await fill(3, { teamId: teams[0]! });
    const broken = inWorkspace(workspaces[0]!, () =>
      database.transaction(async (tx) => {
        expect(await tx.query(foldChanges)).toEqual([{ folded: 8 }]);
        await tx.query('select pg_terminate_backend(pg_backend_pid())');
      }),
    );
    await expect(broken).rejects.toThrow();
    expect(await rowsLeft()).toBe(8);
    await expectExact();
    await Promise.all([keep.fold(run), keep.fold(run), keep.fold(run)]);
    expect(await rowsLeft()).toBe(0);
    await expectExact();
  });

  it('wait for no ticket that is being changed', async () => {
    await fill(2, { clock: { state: 'running', dueInMs: -1, targetSeconds: 900 } });
    await inWorkspace(workspaces[0]!, () =>
      database.transaction(async (tx) => {
        // Its row that counts as due soon is taken back, and so locked.
        await tx.query('update tickets set team_id = $1 where id = (select id from tickets limit 1)', [teams[0]]);
        await keep.fold(run);
        expect(await rowsLeft()).toBe(1);
      }),
    );
    await expectExact();
    await keep.fold(run);
    await expectExact();
  });

  it('that are wrong are found when the tickets are counted again, told and mended', async () => {
    await fill(4);
    await fill(1, { clock: { state: 'running', dueInMs: 90_000_000, targetSeconds: 900 } });
    await keep.fold(run);
    await recountNow();
    expect(logged).toEqual([]);
    await owner.query('update ticket_counts set open = open + 3, snoozed = 7');
    await owner.query('delete from ticket_count_changes');
    await expect(expectExact()).rejects.toThrow();
    await recountNow();
    await expectExact();
    expect(logged.splice(0).join()).toContain('counts of tickets were wrong and are mended');
    expect(await system.query(countMended)).toEqual([{ n: 2 }]);
    expect(await rowsLeft()).toBe(2);
    await recountNow();
    expect(logged).toEqual([]);
    expect(await system.query(countMended)).toEqual([{ n: 0 }]);
  });

  it('are counted again each night of the workspace', async () => {
    await owner.query(`update workspaces set time_zone = 'Pacific/Auckland' where id = $1`, [workspaces[1]]);
    await recountNow();
    const { rows } = await owner.query<{ hour: string; ahead: boolean }>(
      `select to_char(r.due_at at time zone w.time_zone, 'HH24:MI') as hour, r.due_at between now() and now() + interval '28 hours' as ahead
       from ticket_recounts r join workspaces w on w.id = r.workspace_id`,
    );
    expect(rows).toEqual([
      { hour: '03:00', ahead: true },
      { hour: '03:00', ahead: true },
    ]);
  });

  it('go with their workspace', async () => {
    await fill(3);
    const other = newId();
    await owner.query(`insert into workspaces (id, name) values ($1, 'Gone')`, [other]);
    await inWorkspace(other, () => put(database, newId(), open));
    await owner.query('delete from workspaces where id = $1', [other]);
    expect(await rowsLeft()).toBe(3);
  });
});
