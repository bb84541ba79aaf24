import pg from 'pg';
import { startWaypost, type TestWaypost } from './waypost.js';

/** Statements that were sent while their connection had others waiting, which pg will refuse one day. */
function watchCrowding() {
  const crowded: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    if ((Reflect.get(this, '_queryQueue') as unknown[]).length > 0) crowded.push(String(args[0]));
    return Reflect.apply(query, this, args);
  } as typeof query;
  return { crowded, end: () => void (pg.Client.prototype.query = query) };
}

describe('the Waypost of the tests', () => {
  const watch = watchCrowding();
  let waypost: TestWaypost;
  beforeAll(async () => void (waypost = await startWaypost()));
  afterAll(async () => {
    await waypost?.close();
    watch.end();
  });

  it('is ready, and lets only its admin in', async () => {
    expect((await waypost.anonymous.get('/readyz')).status).toBe(200);
    const { admin, email } = await waypost.workspace();
    expect((await admin.get('/api/v1/sessions/current')).body).toMatchObject({ agent: { email } });
    expect((await waypost.anonymous.get('/api/v1/tickets')).status).toBe(401);
  });

  it('sends one statement at a time on each connection', () => {
    expect(watch.crowded).toEqual([]);
  });
});
