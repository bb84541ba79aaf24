import { startWaypost, type TestWaypost } from './waypost.js';

describe('the Waypost of the tests', () => {
  let waypost: TestWaypost;
  beforeAll(async () => void (waypost = await startWaypost()));
  afterAll(() => waypost?.close());

  it('is ready, lets its admin in and nobody else', async () => {
    expect((await waypost.anonymous.get('/readyz')).status).toBe(200);
    const { admin, email } = await waypost.workspace();
    expect((await admin.get('/api/v1/sessions/current')).body).toMatchObject({ agent: { email } });
    expect((await waypost.anonymous.get('/api/v1/tickets')).status).toBe(401);
  });
});
