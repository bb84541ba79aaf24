import type { BusinessHours, Me, SavedReply, SlaPolicy } from '#libs/contracts';
import { unknownVariablesIn, variablesIn } from '#libs/contracts';
import { OfferSetUp } from '#libs/identity';
import { hashToken, randomToken } from '#libs/platform';
import { Client } from '../support/client.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

type Items<T> = { items: T[] };

describe('setting up an installation', () => {
  let waypost: TestWaypost;
  let link: string;
  let admin: Client;
  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api' });
    link = (await waypost.api.get(OfferSetUp).link())!;
  });
  afterAll(() => waypost?.close());

  const tokenOf = (url: string) => url.split('#token=')[1]!;
  const setUp = (token: string, more: Record<string, unknown> = {}) =>
    waypost.anonymous.post<Me & { token: string }>('/api/v1/setup', { token, workspaceName: 'Harbour', name: 'Ada', email: 'ada@shop.example', password: 'a-long-enough-password', ...more });
  const check = async (token: string) => (await waypost.anonymous.post('/api/v1/links/check', { kind: 'setup', token })).status;
  const workspaces = () => withOwner(waypost, 'select name from workspaces');

  it('that fails stores nothing and leaves the link as good as it was', async () => {
    expect([await check(tokenOf(link)), await check(randomToken())]).toEqual([204, 403]);
    await withOwner(waypost, `insert into accounts (id, email) values (uuidv7(), 'taken@shop.example')`);
    expect((await setUp(tokenOf(link), { email: 'taken@shop.example' })).status).toBe(409);
    expect((await setUp(tokenOf(link), { timeZone: 'Mars/Olympus' })).status).toBe(400);
    // Everybody knows it, so it would never sign anybody in here.
    expect((await setUp(tokenOf(link), { password: 'waypost-demo' })).status).toBe(400);
    expect(await workspaces()).toEqual([]);
    expect(await withOwner(waypost, 'select 1 from account_tokens where used_at is not null')).toEqual([]);
  });

  it('makes one workspace, however many do it at once and by whatever links', async () => {
    const other = randomToken();
    await withOwner(waypost, `insert into account_tokens (token_hash, kind, expires_at) values ($1, 'setup', now() + interval '1 hour')`, [hashToken(other)]);
    const answers = await Promise.all([tokenOf(link), other, tokenOf(link), other].map((token, index) => setUp(token, { email: `ada-${index}@shop.example`, timeZone: 'Europe/Berlin', locale: 'de-AT' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403]);
    expect([await check(tokenOf(link)), await check(other)]).toEqual([403, 403]);
    expect(await workspaces()).toEqual([{ name: 'Harbour' }]);
    expect(await withOwner(waypost, `select 1 from agents`)).toHaveLength(1);
    const { body } = answers.find(({ status }) => status === 201)!;
    expect(body.workspace).toMatchObject({ timeZone: 'Europe/Berlin', locale: 'de-AT' });
    admin = new Client(waypost.url, body.token);
    expect(await waypost.api.get(OfferSetUp).link()).toBeNull();
  });

  it('lets an admin invite by a link where no mail can leave, and says so to who forgot their password', async () => {
    const invite = () => admin.post<{ invitationLink: string }>('/api/v1/agents', { email: 'Bo@shop.example', name: 'Bo', role: 'agent' });
    const [first, second] = [await invite(), await invite()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.invitationLink).toContain(`${waypost.url}/invitation#token=`);
    const join = (url: string, password: string) => waypost.anonymous.post<{ token: string }>('/api/v1/invitations/redeem', { token: tokenOf(url), name: 'Bo', password });
    expect((await join(first.body.invitationLink, 'a-long-enough-password')).status).toBe(403);
    expect((await join(second.body.invitationLink, 'waypost-demo')).status).toBe(400);
    const joined = await join(second.body.invitationLink, 'a-long-enough-password');
    expect(joined.status).toBe(201);
    expect((await new Client(waypost.url, joined.body.token).post('/api/v1/sessions/current/password', { currentPassword: 'a-long-enough-password', password: 'waypost-demo' })).status).toBe(400);
    expect((await waypost.anonymous.post('/api/v1/password-resets', { email: 'bo@shop.example' })).status).toBe(503);
    expect((await waypost.anonymous.post('/api/v1/password-resets', { email: 'nobody@shop.example' })).status).toBe(503);
  });

  it('gives the workspace hours in its zone, a policy for every priority and replies that can be sent, all of them to be changed', async () => {
    const [hours, ...moreHours] = (await admin.get<Items<BusinessHours>>('/api/v1/business-hours')).body.items;
    expect(moreHours).toEqual([]);
    expect(hours).toMatchObject({ name: 'Geschäftszeiten', timeZone: 'Europe/Berlin', windows: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' })), holidays: [] });
    const [policy, ...morePolicies] = (await admin.get<Items<SlaPolicy>>('/api/v1/sla-policies')).body.items;
    expect(morePolicies).toEqual([]);
    expect(policy).toMatchObject({ hoursId: hours!.id, channelTypes: [], storeIds: [], teamIds: [] });
    const seconds = (['urgent', 'high', 'normal', 'low'] as const).map((priority) => policy!.targets[priority]);
    for (const { firstResponseSeconds, resolutionSeconds } of seconds) expect(firstResponseSeconds!).toBeLessThan(resolutionSeconds!);
    expect(seconds).toEqual([...seconds].sort((one, other) => one.firstResponseSeconds! - other.firstResponseSeconds!));
    const replies = (await admin.get<Items<SavedReply>>('/api/v1/saved-replies')).body.items;
    expect(replies.length).toBeGreaterThan(0);
    for (const { body } of replies.flatMap(({ variants }) => variants)) expect([...variablesIn(body).filter((name) => name !== 'agent.name'), ...unknownVariablesIn(body)]).toEqual([]);
    const patch = (path: string, body: object) => admin.send('PATCH', `/api/v1/${path}`, { body });
    expect([
      (await patch(`business-hours/${hours!.id}`, { timeZone: 'Asia/Shanghai' })).status, (await patch(`sla-policies/${policy!.id}`, { hoursId: null })).status, (await patch(`saved-replies/${replies[0]!.id}`, { name: 'Ours' })).status,
      (await admin.send('DELETE', `/api/v1/sla-policies/${policy!.id}`)).status, (await admin.send('DELETE', `/api/v1/business-hours/${hours!.id}`)).status, (await admin.send('DELETE', `/api/v1/saved-replies/${replies[0]!.id}`)).status,
    ]).toEqual([200, 200, 200, 204, 204, 204]);
  });
});
