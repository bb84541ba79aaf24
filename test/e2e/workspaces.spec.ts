import type { Me } from '#libs/contracts';
import { OfferSetUp } from '#libs/identity';
import { Database } from '#libs/platform';
import { createAdmin } from '../../apps/standalone/src/create-admin.js';
import { createWorkspace } from '../../apps/standalone/src/create-workspace.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

describe('a further workspace', () => {
  let waypost: TestWaypost;
  const password = 'a-long-enough-password';
  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api' });
    const token = (await waypost.api.get(OfferSetUp).link())!.split('#token=')[1];
    const body = { token, workspaceName: 'Harbour', name: 'Ada', email: 'ada@shop.example', password };
    expect((await waypost.anonymous.post('/api/v1/setup', body)).status).toBe(201);
  });
  afterAll(() => waypost?.close());

  const tools = () => ({ config: waypost.config, database: waypost.api.get(Database) });
  const run = (...args: string[]) => createWorkspace(tools(), args);
  const workspaces = () =>
    withOwner<{ id: string; name: string; slug: string | null; locale: string; timeZone: string }>(
      waypost,
      'select id, name, slug, locale, time_zone as "timeZone" from workspaces order by created_at',
    );
  const join = (said: string, name = 'Bob') =>
    waypost.anonymous.post<Me & { token: string }>('/api/v1/invitations/redeem', {
      token: said.split('/invitation#token=')[1],
      name,
      password,
    });
  /** How many rows a workspace has, by table. */
  async function rowsOf(workspaceId: string): Promise<Record<string, number>> {
    const tables = await withOwner<{ name: string }>(
      waypost,
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and relrowsecurity order by 1`,
    );
    const counted: Record<string, number> = {};
    for (const { name } of tables)
      counted[name] = (
        await withOwner<{ n: number }>(waypost, `select count(*)::int as n from ${name} where workspace_id = $1`, [
          workspaceId,
        ])
      )[0]!.n;
    return counted;
  }

  it('is made with what the first one began with, and its admin joins by the link', async () => {
    const said = await run('Müller & Söhne', 'Bob@Shop.example', '--locale', 'de', '--time-zone', 'Europe/Berlin');
    const [first, second] = await workspaces();
    expect(second).toMatchObject({
      name: 'Müller & Söhne',
      slug: 'muller-sohne',
      locale: 'de',
      timeZone: 'Europe/Berlin',
    });
    expect(await rowsOf(second!.id)).toEqual(await rowsOf(first!.id));
    const joined = await join(said);
    expect(joined.status).toBe(201);
    expect(joined.body).toMatchObject({
      agent: { email: 'bob@shop.example', role: 'admin' },
      workspace: { id: second!.id, name: 'Müller & Söhne' },
    });
    expect((await join(said)).status).toBe(403);
  });

  it('is joined with the link and the password by an admin who has an account, and then switched to', async () => {
    const said = await run('Quay', 'ada@shop.example', '--slug', 'quay');
    const ada = await waypost.anonymous.signIn('ada@shop.example', password);
    const namesOf = async () => (await ada.get<Me>('/api/v1/sessions/current')).body.workspaces.map(({ name }) => name);
    // An account alone opens nothing: its password may be that of a person who never read the owner's mail.
    expect(await namesOf()).not.toContain('Quay');
    const quay = (await workspaces()).find(({ name }) => name === 'Quay')!;
    expect((await ada.post('/api/v1/sessions/current/workspace', { workspaceId: quay.id })).status).toBe(404);
    expect((await join(said, 'Ada')).status).toBe(201);
    expect(await namesOf()).toContain('Quay');
    const moved = await ada.post<Me>('/api/v1/sessions/current/workspace', { workspaceId: quay.id });
    expect(moved.body).toMatchObject({ workspace: { name: 'Quay' }, agent: { role: 'admin' } });
  });

  it('is named by its slug where another admin is made', async () => {
    expect(await createAdmin(tools(), ['cyd@shop.example', '--workspace', 'quay'])).toContain('an admin of Quay');
    await expect(createAdmin(tools(), ['cyd@shop.example'])).rejects.toThrow('(quay)');
  });

  it.each([
    [['Tide', 'dan@shop.example', '--slug', 'quay'], 'already'],
    [['Tide'], 'who its admin is'],
    [['Tide', 'nobody'], 'who its admin is'],
    [['  ', 'dan@shop.example'], 'who its admin is'],
    [['店', 'dan@shop.example'], 'Choose a --slug'],
    [['Tide', 'dan@shop.example', '--slug', 'Not A Slug'], 'Choose a --slug'],
    [['Tide', 'dan@shop.example', '--time-zone', 'Mars'], 'time zone'],
  ])('%j is refused and leaves nothing', async (args, why) => {
    const before = await workspaces();
    await expect(run(...args)).rejects.toThrow(why);
    expect(await workspaces()).toEqual(before);
    expect(await withOwner(waypost, `select from accounts where email = 'dan@shop.example'`)).toEqual([]);
  });
});
