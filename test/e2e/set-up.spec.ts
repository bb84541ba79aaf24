import type { Agent, BusinessHours, InvitedAgent, Me, SavedReply, SlaPolicy } from '#libs/contracts';
import { unknownVariablesIn, variablesIn } from '#libs/contracts';
import { OfferSetUp, hasDemoWorkspace, hashPassword, publicPassword } from '#libs/identity';
import { Database, hashToken, randomToken } from '#libs/platform';
import { createAdmin } from '../../apps/standalone/src/create-admin.js';
import { Client } from '../support/client.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

type Items<T> = { items: T[] };

describe('setting up an installation', () => {
  let waypost: TestWaypost;
  let link: string;
  let admin: Client | undefined;
  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api' });
    link = (await waypost.api.get(OfferSetUp).link())!;
  });
  afterAll(() => waypost?.close());

  const tokenOf = (url: string) => url.split('#token=')[1]!;
  const setUp = (token: string, more: Record<string, unknown> = {}) =>
    waypost.anonymous.post<Me & { token: string }>('/api/v1/setup', {
      token,
      workspaceName: 'Harbour',
      name: 'Ada',
      email: 'ada@shop.example',
      password: 'a-long-enough-password',
      ...more,
    });
  /** The admin of the installation, which this sets up if no test has. */
  const adminOnceSetUp = async () =>
    (admin ??= new Client(
      waypost.url,
      (await setUp(tokenOf(link), { timeZone: 'Europe/Berlin', locale: 'de-AT' })).body.token,
    ));
  const check = async (token: string) =>
    (await waypost.anonymous.post('/api/v1/links/check', { kind: 'setup', token })).status;
  const workspaces = () => withOwner(waypost, 'select name from workspaces');

  it('says to everyone that there is none yet, and in the log where its link is, but never the link', async () => {
    expect((await waypost.anonymous.get('/api/v1/installation')).body).toEqual({ isFresh: true });
    expect(waypost.logged.some((line) => line.includes('create-admin'))).toBe(true);
    expect(waypost.logged.filter((line) => line.includes(tokenOf(link)))).toEqual([]);
  });

  it('that fails stores nothing and leaves the link as good as it was', async () => {
    expect([await check(tokenOf(link)), await check(randomToken())]).toEqual([204, 403]);
    await withOwner(waypost, `insert into accounts (id, email) values (uuidv7(), 'taken@shop.example')`);
    expect((await setUp(tokenOf(link), { email: 'taken@shop.example' })).status).toBe(409);
    expect((await setUp(tokenOf(link), { timeZone: 'Mars/Olympus' })).status).toBe(400);
    // It is public, so it would never sign an agent in here.
    expect((await setUp(tokenOf(link), { password: 'waypost-demo' })).status).toBe(400);
    expect(await workspaces()).toEqual([]);
    expect(await withOwner(waypost, 'select 1 from account_tokens where used_at is not null')).toEqual([]);
  });

  it('makes one workspace, however many do it at once and by whatever links', async () => {
    const other = randomToken();
    await withOwner(
      waypost,
      `insert into account_tokens (token_hash, kind, expires_at) values ($1, 'setup', now() + interval '1 hour')`,
      [hashToken(other)],
    );
    const answers = await Promise.all(
      [tokenOf(link), other, tokenOf(link), other].map((token, index) =>
        setUp(token, { email: `ada-${index}@shop.example`, timeZone: 'Europe/Berlin', locale: 'de-AT' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403]);
    expect([await check(tokenOf(link)), await check(other)]).toEqual([403, 403]);
    expect(await workspaces()).toEqual([{ name: 'Harbour' }]);
    expect(await withOwner(waypost, `select 1 from agents`)).toHaveLength(1);
    const { body } = answers.find(({ status }) => status === 201)!;
    expect(body.workspace).toMatchObject({ timeZone: 'Europe/Berlin', locale: 'de-AT' });
    admin = new Client(waypost.url, body.token);
    expect(await waypost.api.get(OfferSetUp).link()).toBeNull();
    expect((await waypost.anonymous.get('/api/v1/installation')).body).toEqual({ isFresh: false });
  });

  it('lets an admin invite by a link where no mail can leave, and says so to who forgot their password', async () => {
    const admin = await adminOnceSetUp();
    const invite = () =>
      admin.post<{ invitationLink: string }>('/api/v1/agents', { email: 'Bo@shop.example', name: 'Bo', role: 'agent' });
    const [first, second] = [await invite(), await invite()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.invitationLink).toContain(`${waypost.url}/invitation#token=`);
    const join = (url: string, password: string) =>
      waypost.anonymous.post<{ token: string }>('/api/v1/invitations/redeem', {
        token: tokenOf(url),
        name: 'Bo',
        password,
      });
    expect((await join(first.body.invitationLink, 'a-long-enough-password')).status).toBe(403);
    expect((await join(second.body.invitationLink, 'waypost-demo')).status).toBe(400);
    const joined = await join(second.body.invitationLink, 'a-long-enough-password');
    expect(joined.status).toBe(201);
    expect(
      (
        await new Client(waypost.url, joined.body.token).post('/api/v1/sessions/current/password', {
          currentPassword: 'a-long-enough-password',
          password: 'waypost-demo',
        })
      ).status,
    ).toBe(400);
    expect((await waypost.anonymous.post('/api/v1/password-resets', { email: 'bo@shop.example' })).status).toBe(503);
    expect((await waypost.anonymous.post('/api/v1/password-resets', { email: 'nobody@shop.example' })).status).toBe(
      503,
    );
  });

  describe('knows who has joined', () => {
    const password = 'a-long-enough-password';
    let admin: Client;
    beforeAll(async () => void (admin = await adminOnceSetUp()));
    beforeEach(() => withOwner(waypost, 'delete from rate_limits'));

    const invite = async (email: string, by = admin) => {
      const { status, body } = await by.post<InvitedAgent>('/api/v1/agents', { email, name: 'Invited', role: 'agent' });
      expect(status).toBe(201);
      return { agentId: body.id, token: tokenOf(body.invitationLink!) };
    };
    const setDeactivated = async (agentId: string, deactivated: boolean) =>
      (await admin.send<Agent>('PATCH', `/api/v1/agents/${agentId}`, { body: { deactivated } })).body.state;
    const join = (token: string, tried = password) =>
      waypost.anonymous.post<Me & { token: string }>('/api/v1/invitations/redeem', {
        token,
        name: 'Invited',
        password: tried,
      });
    const accountOf = async (email: string) =>
      (
        await withOwner<{ hasPassword: boolean }>(
          waypost,
          'select password_hash is not null as "hasPassword" from accounts where email = $1',
          [email],
        )
      )[0]!;
    const stateOf = async (agentId: string) =>
      (
        await withOwner<{ state: string; joined: boolean }>(
          waypost,
          'select state, joined_at is not null as joined from agents where id = $1',
          [agentId],
        )
      )[0]!;

    it('and no other workspace’s invitation opens it, also when the agent was deactivated between', async () => {
      const email = 'cy@shop.example';
      const { agentId } = await invite(email);
      expect([await setDeactivated(agentId, true), await setDeactivated(agentId, false)]).toEqual([
        'deactivated',
        'invited',
      ]);
      const elsewhere = await waypost.workspace('Elsewhere');
      const taken = await join((await invite(email, elsewhere.admin)).token);
      expect(taken.status).toBe(201);
      const workspaceId = (await admin.get<Me>('/api/v1/sessions/current')).body.workspace.id;
      expect(taken.body.workspaces.map(({ name }) => name)).toEqual(['Elsewhere']);
      expect((await waypost.anonymous.post('/api/v1/sessions', { email, password, workspaceId })).status).toBe(401);
      expect(
        (await new Client(waypost.url, taken.body.token).post('/api/v1/sessions/current/workspace', { workspaceId }))
          .status,
      ).toBe(404);
      expect((await join((await invite(email)).token)).status).toBe(201);
      expect([await setDeactivated(agentId, true), await setDeactivated(agentId, false)]).toEqual([
        'deactivated',
        'active',
      ]);
    });

    it('and ends the link of who is deactivated', async () => {
      const email = 'di@shop.example';
      const { agentId, token } = await invite(email);
      const late = randomToken();
      await setDeactivated(agentId, true);
      // As a mail that waited would bring it.
      await withOwner(
        waypost,
        `insert into account_tokens (token_hash, kind, account_id, workspace_id, agent_id, expires_at)
         select $2, 'invitation', account_id, workspace_id, id, now() + interval '1 hour' from agents where id = $1`,
        [agentId, hashToken(late)],
      );
      expect([(await join(token)).status, (await join(late)).status]).toEqual([403, 403]);
      expect(await accountOf(email)).toEqual({ hasPassword: false });
      expect(await withOwner(waypost, 'select used_at from account_tokens where agent_id = $1', [agentId])).toEqual([
        { used_at: null },
      ]);
      expect(await setDeactivated(agentId, false)).toBe('invited');
      expect((await join((await invite(email)).token)).status).toBe(201);
      expect(await stateOf(agentId)).toEqual({ state: 'active', joined: true });
    });

    it('and takes the password of a demo for a wrong one', async () => {
      const email = 'flo@shop.example';
      const { agentId, token } = await invite(email);
      await withOwner(waypost, 'update accounts set password_hash = $2 where email = $1', [
        email,
        await hashPassword(publicPassword),
      ]);
      expect(await join(token, publicPassword)).toMatchObject({
        status: 403,
        body: { type: expect.stringContaining('current-password-required') },
      });
      expect(await stateOf(agentId)).toEqual({ state: 'invited', joined: false });
    });

    it('and counts an admin that the command makes as here with an account, else as invited', async () => {
      const database = waypost.api.get(Database);
      const command = (email: string) =>
        createAdmin({ config: waypost.config, database }, [email, '--workspace', 'Harbour']);
      const [known, unknown] = [await invite('gus@shop.example'), await invite('hal@shop.example')];
      await withOwner(waypost, 'update accounts set password_hash = $2 where email = $1', [
        'gus@shop.example',
        await hashPassword(password),
      ]);
      await setDeactivated(unknown.agentId, true);
      expect([await command('gus@shop.example'), await command('hal@shop.example')]).toEqual([
        expect.stringContaining('/reset-password#token='),
        expect.stringContaining('/invitation#token='),
      ]);
      expect([await stateOf(known.agentId), await stateOf(unknown.agentId)]).toEqual([
        { state: 'active', joined: true },
        { state: 'invited', joined: false },
      ]);
    });
  });

  it('knows whether its data began as a demo', async () => {
    await adminOnceSetUp();
    const database = waypost.api.get(Database);
    const set = (demo: boolean) => withOwner(waypost, 'update workspaces set demo = $1', [demo]);
    expect(await hasDemoWorkspace(database)).toBe(false);
    await set(true);
    expect(await hasDemoWorkspace(database)).toBe(true);
    await set(false);
  });

  it('gives the workspace hours in its zone, a policy for every priority and replies, all to be changed', async () => {
    const admin = await adminOnceSetUp();
    const [hours, ...moreHours] = (await admin.get<Items<BusinessHours>>('/api/v1/business-hours')).body.items;
    expect(moreHours).toEqual([]);
    expect(hours).toMatchObject({
      name: 'Geschäftszeiten',
      timeZone: 'Europe/Berlin',
      windows: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' })),
      holidays: [],
    });
    const [policy, ...morePolicies] = (await admin.get<Items<SlaPolicy>>('/api/v1/sla-policies')).body.items;
    expect(morePolicies).toEqual([]);
    expect(policy).toMatchObject({ hoursId: hours!.id, channelTypes: [], storeIds: [], teamIds: [] });
    const seconds = (['urgent', 'high', 'normal', 'low'] as const).map((priority) => policy!.targets[priority]);
    for (const { firstResponseSeconds, resolutionSeconds } of seconds)
      expect(firstResponseSeconds!).toBeLessThan(resolutionSeconds!);
    expect(seconds).toEqual([...seconds].sort((one, other) => one.firstResponseSeconds! - other.firstResponseSeconds!));
    const replies = (await admin.get<Items<SavedReply>>('/api/v1/saved-replies')).body.items;
    expect(replies.length).toBeGreaterThan(0);
    for (const { body } of replies.flatMap(({ variants }) => variants))
      expect([...variablesIn(body).filter((name) => name !== 'agent.name'), ...unknownVariablesIn(body)]).toEqual([]);
    const patch = (path: string, body: object) => admin.send('PATCH', `/api/v1/${path}`, { body });
    expect([
      (await patch(`business-hours/${hours!.id}`, { timeZone: 'Asia/Shanghai' })).status,
      (await patch(`sla-policies/${policy!.id}`, { hoursId: null })).status,
      (await patch(`saved-replies/${replies[0]!.id}`, { name: 'Ours' })).status,
      (await admin.send('DELETE', `/api/v1/sla-policies/${policy!.id}`)).status,
      (await admin.send('DELETE', `/api/v1/business-hours/${hours!.id}`)).status,
      (await admin.send('DELETE', `/api/v1/saved-replies/${replies[0]!.id}`)).status,
    ]).toEqual([200, 200, 200, 204, 204, 204]);
  });
});
