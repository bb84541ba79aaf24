import { WorkerTimers } from '#libs/platform';
import type { Client } from '../support/client.js';
import { seedClocks, type SeededClock } from '../support/seed-clocks.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

interface Place {
  admin: Client;
  workspaceId: string;
  channelId: string;
}

describe('what is due in one workspace', () => {
  let waypost: TestWaypost;
  let bad: Place;
  let good: Place;
  beforeAll(async () => {
    waypost = await startWaypost();
    [bad, good] = [await place('Bad'), await place('Good')];
  });
  afterAll(() => waypost?.close());

  async function place(name: string): Promise<Place> {
    const { member, admin } = await waypost.workspace(name);
    return {
      admin,
      workspaceId: member.workspaceId,
      channelId: (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body.id,
    };
  }
  const seed = (where: Place, count: number, dueIn: number) => seedClocks(waypost, { ...where, count, dueIn });
  const statusOf = async ({ ticketId }: SeededClock) =>
    (await withOwner<{ status: string }>(waypost, 'select status from tickets where id = $1', [ticketId]))[0]!.status;
  const clockOf = async ({ clockId }: SeededClock) =>
    (await withOwner<{ state: string }>(waypost, 'select state from sla_clocks where id = $1', [clockId]))[0]!.state;
  const run = (name: string) => waypost.worker.get(WorkerTimers).runNow(name);
  const isLogged = (id: string) =>
    waypost.logged.some((line) => line.includes('part of a sweep failed') && line.includes(id));
  /** As if something were wrong with the ticket: nothing can be written down about it. */
  async function poison({ ticketId }: SeededClock): Promise<void> {
    await withOwner(
      waypost,
      `create or replace function refuse() returns trigger language plpgsql as $$
       begin raise exception 'poisoned'; end $$`,
    );
    await withOwner(
      waypost,
      `create trigger poison before insert on ticket_events for each row when (new.ticket_id = '${ticketId}')
       execute function refuse()`,
    );
  }
  afterEach(() => withOwner(waypost, 'drop trigger if exists poison on ticket_events'));

  it('and cannot be woken keeps nothing else asleep, and is logged', async () => {
    const [[poisoned, same], [other]] = [await seed(bad, 2, 9_000), await seed(good, 1, 9_000)];
    await poison(poisoned!);
    await withOwner(
      waypost,
      `update tickets set status = 'snoozed', snoozed_until = now() - array_position($1, id) * interval '1 second'
       where id = any($1)`,
      [[other!.ticketId, same!.ticketId, poisoned!.ticketId]],
    );
    await run('wake-snoozed');
    expect([await statusOf(poisoned!), await statusOf(same!), await statusOf(other!)]).toEqual([
      'snoozed',
      'open',
      'open',
    ]);
    expect(isLogged(poisoned!.ticketId)).toBe(true);
  });

  it('and cannot be fired stops no other clock, not even of its workspace, and is logged', async () => {
    const [poisoned, same] = await seed(bad, 2, 9_000);
    const [other] = await seed(good, 1, 9_000);
    await poison(poisoned!);
    await withOwner(
      waypost,
      `update sla_clocks set due_at = now() - interval '2 seconds',
       next_at = now() - array_position($1, id) * interval '1 second' where id = any($1)`,
      [[other!.clockId, same!.clockId, poisoned!.clockId]],
    );
    await run('fire-overdue-sla-clocks');
    await until(
      'the other two',
      async () => (await clockOf(same!)) === 'breached' && (await clockOf(other!)) === 'breached',
    );
    expect(await clockOf(poisoned!)).toBe('running');
    await until('the log', () => isLogged(poisoned!.clockId));
  });

  it('and cannot follow a changed policy keeps no other from following', async () => {
    const target = (seconds: number) => ({ firstResponseSeconds: seconds, resolutionSeconds: null });
    const all = (seconds: number) => ({
      low: target(seconds),
      normal: target(seconds),
      high: target(seconds),
      urgent: target(seconds),
    });
    const changed = async (where: Place, seeded: SeededClock[]) => {
      const { id } = (
        await where.admin.post<{ id: string }>('/api/v1/sla-policies', { name: 'Any', targets: all(3_600) })
      ).body;
      await withOwner(waypost, 'update sla_clocks set policy_id = $2 where id = any($1)', [
        seeded.map(({ clockId }) => clockId),
        id,
      ]);
      expect(
        (await where.admin.send('PATCH', `/api/v1/sla-policies/${id}`, { body: { targets: all(7_200) } })).status,
      ).toBe(200);
    };
    // More than are taken at a time, and before the one that nothing is wrong with.
    const seeded = (await seed(bad, 61, 9_000)).sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
    const same = seeded.pop();
    const [poisoned] = seeded;
    const [other] = await seed(good, 1, 9_000);
    await withOwner(
      waypost,
      `create or replace function refuse() returns trigger language plpgsql as $$
       begin raise exception 'poisoned'; end $$`,
    );
    await withOwner(
      waypost,
      `create trigger poison_clock before update on sla_clocks for each row
       when (new.id in (${seeded.map(({ clockId }) => `'${clockId}'`).join()}) and new.target_seconds = 7200)
       execute function refuse()`,
    );
    await changed(bad, [...seeded, same!]);
    await changed(good, [other!]);
    await run('apply-sla-policies');
    const targets = async () =>
      Promise.all(
        [poisoned!, same!, other!].map(
          async ({ clockId }) =>
            (
              await withOwner<{ n: number }>(waypost, 'select target_seconds as n from sla_clocks where id = $1', [
                clockId,
              ])
            )[0]!.n,
        ),
      );
    await until('the others to follow', async () => (await targets()).join() === '3600,7200,7200');
    expect(isLogged(poisoned!.ticketId)).toBe(true);
    await withOwner(waypost, 'drop trigger poison_clock on sla_clocks');
    await until('it to follow as well', async () => (await targets())[0] === 7_200, 12_000);
  });

  it('and does not leave, however much of it there is, keeps nothing of another from being sent', async () => {
    const stuck = await seed(bad, 450, 9_000);
    const [other] = await seed(good, 1, 9_000);
    const queue = (tickets: SeededClock[], age: string) =>
      withOwner(
        waypost,
        `
      with message as (
        insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind,
          channel_id, channel_type, text, delivery_status)
        select workspace_id, uuidv7(), id, 1, 1, 'outbound', 'public', 'agent', channel_id, channel_type, 'Hello',
          'queued' from tickets where id = any($1) returning *)
      insert into dispatches (workspace_id, id, owner, owner_id, ticket_id, lane, channel_id, due_at)
      select workspace_id, id, 'message', id, ticket_id, ticket_id, channel_id, now() - $2::interval from message`,
        [tickets.map(({ ticketId }) => ticketId), age],
      );
    // Somebody holds these and does nothing.
    await withOwner(
      waypost,
      `insert into delivery_leases (workspace_id, lane, holder, expires_at)
       select $1, unnest($2::uuid[]), uuidv7(), now() + interval '1 hour'`,
      [bad.workspaceId, stuck.map(({ ticketId }) => ticketId)],
    );
    await queue(stuck, '2 hours');
    await queue([other!], '1 hour');
    await run('send-dispatches');
    await until(
      'the other to be sent',
      async () =>
        (
          await withOwner(waypost, `select 1 from messages where ticket_id = $1 and delivery_status = 'sent'`, [
            other!.ticketId,
          ])
        ).length,
      20_000,
    );
  });
});
