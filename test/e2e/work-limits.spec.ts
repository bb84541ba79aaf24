import pg from 'pg';
import type { Client } from '../support/client.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

describe('work that the database breaks off', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let owner: pg.Client;
  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api', env: { DATABASE_LIMITS: 'request=10s/200ms,report=200ms/10s' } });
    ({ admin } = await waypost.workspace());
    owner = new pg.Client({ connectionString: waypost.database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner?.end();
    await waypost?.close();
  });

  /** What is answered and logged while only the owner may touch a table. */
  const whileLocked = async <T>(table: string, ask: () => Promise<T>) => {
    const before = waypost.logged.length;
    await owner.query('begin');
    await owner.query(`lock table ${table} in access exclusive mode`);
    try {
      return { answer: await ask(), logged: waypost.logged.slice(before).join('\n') };
    } finally {
      await owner.query('rollback');
    }
  };

  it('asks the caller to come again when a lock is not to be had, and logs the kind without values', async () => {
    const add = () => admin.post<object>('/api/v1/teams', { name: 'A name to keep' });
    const { answer, logged } = await whileLocked('teams', add);
    expect(answer).toMatchObject({ status: 503, body: { type: 'urn:waypost:problem:unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(logged).toContain('A statement waited too long for a lock (kind of work: request)');
    expect(logged).not.toMatch(/A name to keep|insert into/i);
    expect((await add()).status).toBe(201);
  });

  it('says of a report that it takes too long', async () => {
    const ask = () => admin.get<object>('/api/v1/reports/response-times?zone=UTC');
    const { answer, logged } = await whileLocked('ticket_facts', ask);
    expect(answer).toMatchObject({ status: 503, body: { type: 'urn:waypost:problem:takes-too-long' } });
    expect(logged).toContain('A statement took too long (kind of work: report)');
    expect(logged).not.toContain('percentile');
    expect((await ask()).status).toBe(200);
  });
});
