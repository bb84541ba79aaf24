import { readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { Database, Storage, SystemDatabase, WorkerTimers, newId } from '#libs/platform';
import type { Client } from '../support/client.js';
import { seedClocks } from '../support/seed-clocks.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

/** An id as it would have been made that many days ago. */
function idOf(daysAgo: number): string {
  const ms = (Date.now() - daysAgo * 86_400_000).toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-${newId().slice(14)}`;
}

describe('what is kept for a time', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let workspaceId: string;
  let other: string;
  let channelId: string;
  beforeAll(async () => {
    waypost = await startWaypost();
    const here = await waypost.workspace('Here');
    [admin, workspaceId] = [here.admin, here.member.workspaceId];
    other = (await waypost.workspace('There')).member.workspaceId;
    channelId = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body.id;
  });
  afterAll(() => waypost?.close());

  const run = (name: string) => waypost.worker.get(WorkerTimers).runNow(name);
  const owner = <Row>(sql: string, parameters: unknown[] = []) => withOwner<Row>(waypost, sql, parameters);
  const files = () => {
    const root = path.join(waypost.dataDir, 'files');
    return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes(path.sep));
  };
  const store = (text: string) => waypost.worker.get(Storage).put(Buffer.from(text));
  const age = (key: string) => utimesSync(path.join(waypost.dataDir, 'files', key), 0, 0);
  const set = (body: object) => admin.send('PATCH', '/api/v1/retention', { body });

  it('goes when it is old, in batches, and what is younger stays', async () => {
    const old = Array.from({ length: 2_300 }, () => idOf(731));
    const young = Array.from({ length: 3 }, () => idOf(700));
    await owner(
      `insert into audit_entries (workspace_id, id, action, target_kind) select $1, unnest($2::uuid[]), 'test', 'test'`,
      [workspaceId, [...old, ...young]],
    );
    await owner(
      `insert into received_deliveries (workspace_id, channel_id, external_id, message_id, received_at)
       select $1, $2, n::text, uuidv7(), now() - n * interval '1 day' from generate_series(85, 95) n`,
      [other, channelId],
    );
    await run('drop-old-records');
    const kept = await owner<{ id: string }>(`select id from audit_entries where action = 'test' order by id`);
    expect(kept.map(({ id }) => id)).toEqual([...young].sort());
    const [deliveries] = await owner<{ n: number }>('select count(*)::int as n from received_deliveries');
    expect(deliveries!.n).toBe(5);
  });

  it('costs one statement a kind when nothing is old', async () => {
    await run('drop-old-records');
    const [system, database] = [waypost.worker.get(SystemDatabase), waypost.worker.get(Database)];
    const [ask, change] = [system.query.bind(system), database.query.bind(database)];
    let asked = 0;
    const changed: string[] = [];
    system.query = (...parameters) => (asked++, ask(...parameters));
    database.query = (...parameters) => (changed.push(parameters[0]), change(...parameters));
    const counts: number[] = [];
    for (let time = 0; time < 3; time++) {
      asked = 0;
      await run('drop-old-records');
      counts.push(asked);
    }
    [system.query, database.query] = [ask, change];
    // Other sweeps may run beside it, and only ask more.
    expect(Math.min(...counts)).toBeLessThan(25);
    // Sessions and the like belong to no workspace, and are asked for by the delete itself.
    const ofWorkspaces = changed.filter((sql) => /delete from (?!sessions|account_tokens|rate_limits)/.test(sql));
    expect(ofWorkspaces).toEqual([]);
  });

  it('dead letters stay for ever, until an admin sets their days; then their files go with them', async () => {
    const keys = [await store('one'), await store('two'), await store('three')];
    const rows = [idOf(400), idOf(40), idOf(1)];
    await owner(
      `insert into dead_letters (workspace_id, id, source, reason, raw_key)
       select $1, id, 'test', 'test', key from unnest($2::uuid[], $3::text[]) as d (id, key)`,
      [workspaceId, rows, keys],
    );
    await owner(`insert into dead_letters (workspace_id, id, source, reason) values ($1, $2, 'test', 'test')`, [
      other,
      idOf(400),
    ]);
    const left = async () => (await owner<{ id: string }>(`select id from dead_letters order by id`)).length;
    await run('drop-old-records');
    expect(await left()).toBe(4);
    expect((await set({ deadLetterDays: 30 })).status).toBe(200);
    await run('drop-old-records');
    // The other workspace has set nothing.
    expect(await left()).toBe(2);
    expect(files()).toContain(keys[2]);
    expect(files()).not.toContain(keys[0]);
    expect(files()).not.toContain(keys[1]);
  });

  it('raw mails go after the days that an admin sets, and their messages stay', async () => {
    const [ticket] = await seedClocks(waypost, { workspaceId, channelId, count: 1, dueIn: 90_000 });
    const large = await store('a large mail');
    const ids = { small: idOf(60), large: idOf(61), young: idOf(2) };
    await owner(
      `with m as (
        insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind,
          channel_id, channel_type, text, has_raw, raw_key)
        select $1, id, $2, n, n, 'inbound', 'public', 'contact', $3, 'email', 'Hello', true, case when n = 2 then $5 end
        from unnest($4::uuid[]) with ordinality as x (id, n) returning id)
      insert into raw_messages (workspace_id, message_id, bytes) select $1, id, 'raw' from m where id <> $6`,
      [workspaceId, ticket!.ticketId, channelId, Object.values(ids), large, ids.large],
    );
    await run('drop-old-records');
    const raw = async () =>
      Object.fromEntries(
        (
          await owner<{ id: string; has: boolean }>(
            `select m.id,
               has_raw or raw_key is not null or exists (select from raw_messages r where r.message_id = m.id) as has
             from messages m where ticket_id = $1`,
            [ticket!.ticketId],
          )
        ).map(({ id, has }) => [id, has]),
      );
    expect(await raw()).toEqual({ [ids.small]: true, [ids.large]: true, [ids.young]: true });
    expect((await set({ rawMailDays: 30 })).status).toBe(200);
    await run('drop-old-records');
    expect(await raw()).toEqual({ [ids.small]: false, [ids.large]: false, [ids.young]: true });
    expect(files()).not.toContain(large);
  });

  it('is set by an admin alone, within bounds, and is in the audit log', async () => {
    expect((await admin.get('/api/v1/retention')).body).toEqual({ rawMailDays: 30, deadLetterDays: 30 });
    for (const days of [0, -1, 3_651, 1.5, '30']) expect((await set({ rawMailDays: days })).status).toBe(400);
    expect((await set({ auditDays: 1 })).status).toBe(400);
    expect((await set({ rawMailDays: null })).body).toEqual({ rawMailDays: null, deadLetterDays: 30 });
    expect(
      await owner(`select data from audit_entries where action = 'update-retention' order by at desc limit 1`),
    ).toEqual([{ data: { rawMailDays: { from: 30, to: null } } }]);
    const entries = () => owner(`select from audit_entries where action = 'update-retention'`);
    const before = (await entries()).length;
    await set({ rawMailDays: null });
    expect(await entries()).toHaveLength(before);
  });

  it('uploads that no message takes go after a day, with their bytes', async () => {
    const [old, young] = [await store('an old upload'), await store('a young upload')];
    await owner(
      `insert into attachments (workspace_id, id, name, content_type, size, storage_key, created_at)
       select $1, uuidv7(), 'crack.txt', 'text/plain', 14, key, now() - age
       from (values ($2::text, interval '25 hours'), ($3, interval '23 hours')) as upload (key, age)`,
      [workspaceId, old, young],
    );
    await run('drop-unused-uploads');
    expect(files().filter((key) => key === old || key === young)).toEqual([young]);
    expect(await owner('select storage_key as key from attachments where message_id is null')).toEqual([
      { key: young },
    ]);
  });

  it('uploads of a draft stay as long as it, however old', async () => {
    const key = await store('an upload of a draft');
    const [ticket] = await seedClocks(waypost, { workspaceId, channelId, count: 1, dueIn: 90_000 });
    const [id] = await owner<{ id: string }>(
      `insert into attachments (workspace_id, id, uploaded_by, name, content_type, size, storage_key, created_at)
       select $1, uuidv7(), id, 'crack.txt', 'text/plain', 14, $2, now() - interval '9 days' from agents where workspace_id = $1 limit 1 returning id`,
      [workspaceId, key],
    );
    const draft = await admin.send('PUT', `/api/v1/tickets/${ticket!.ticketId}/draft`, {
      body: { text: '', visibility: 'public', attachmentIds: [id!.id] },
    });
    expect(draft.body).toMatchObject({ draft: { attachments: [{ name: 'crack.txt' }] } });
    await run('drop-unused-uploads');
    expect(files()).toContain(key);
    await owner(`delete from drafts`);
    await run('drop-unused-uploads');
    expect(files()).not.toContain(key);
  });

  it('files that no row names go, also the later ones of a run that was cut short', async () => {
    const named = await store('named');
    await owner(`insert into dead_letters (workspace_id, id, source, reason, raw_key) values ($1, $2, 't', 't', $3)`, [
      workspaceId,
      idOf(1),
      named,
    ]);
    const orphans = await Promise.all(Array.from({ length: 700 }, (_, index) => store(String(index))));
    const fresh = orphans.pop()!;
    for (const key of [named, ...orphans]) age(key);
    // As if an earlier run had ended in the middle.
    const middle = [...orphans].sort()[350]!;
    await run('drop-old-records');
    await owner(
      `insert into sweeps (name, holder, expires_at, cursor) values ('drop-orphaned-files', uuidv7(), now(), $1)
       on conflict (name) do update set cursor = excluded.cursor, expires_at = now() - interval '1 hour'`,
      [JSON.stringify(middle)],
    );
    const lone = await startWaypost({ on: waypost, parts: 'worker' });
    await lone.worker.get(WorkerTimers).runNow('drop-orphaned-files');
    await lone.stop();
    const kept = new Set(files());
    const [early, later] = [orphans.filter((key) => key <= middle), orphans.filter((key) => key > middle)];
    expect(later.filter((key) => kept.has(key))).toEqual([]);
    expect(kept.has(fresh) && kept.has(named)).toBe(true);
    expect(early.length).toBeGreaterThan(300);
    await run('drop-orphaned-files');
    expect(files().sort()).toEqual(
      [named, fresh, ...files().filter((key) => !orphans.includes(key) && key !== named && key !== fresh)].sort(),
    );
  });
});
