import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { parse } from 'node:querystring';
import type { EndpointDefinition } from '#libs/contracts';
import { encodeCursor, servedEndpoints } from '#libs/platform';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { call, nameOf } from './support/call.js';
import { attempts } from './support/endpoint-table.js';
import { snapshotOf } from './support/snapshot.js';
import { type World, buildWorld, create } from './support/world.js';

/** Values that no field wants, or that fit no column. */
const odd: unknown[] = [
  null,
  [],
  { $gt: '' },
  -1,
  2 ** 31,
  1e308,
  true,
  'nul\u0000',
  'half \ud800 character',
  'x'.repeat(60_000),
  ['nul\u0000'],
  '99999-01-01T00:00:00Z',
];
const forbiddenKeys = {
  role: 'admin',
  accountId: randomUUID(),
  isAdmin: true,
  verified: true,
  hmac_verified: true,
  createdAt: '2020-01-01T00:00:00Z',
  id: randomUUID(),
  workspaceId: randomUUID(),
  workspace_id: randomUUID(),
  authorId: randomUUID(),
};
const oddQueries = [
  'limit=1e9',
  'limit=-1',
  'limit=0',
  'limit=',
  'limit=10&limit=20',
  'limit[]=1',
  'limit[$gt]=1',
  'limit=9007199254740993',
  'cursor=x',
  'cursor=',
  'cursor=%00',
  'cursor=a&cursor=b',
  'sort=id;drop%20table%20tickets',
  'sort=__proto__',
  '__proto__[x]=1',
  '__proto__=1',
  'constructor=1',
  'q[]=a',
  'q=%00',
  'q=%ED%A0%80',
  'q=%27%29%20or%201%3D1--',
  'q=%25_%5C',
  'q=a%26b%7C!%3A*%28',
  'status=open%27',
  'status[]=open',
  'assignee=1%20or%201',
  'createdFrom=-infinity',
  'createdTo=99999-01-01T00:00:00Z',
  'filter={"$ne":1}',
  'select=*',
  'afterSeq=9007199254740991',
  'afterSeq=1e300',
  'beforeSeq=99999999999',
  'after=2147483648',
  'after=-1',
  'contactId=%00',
  'tag=%00',
  'locale=%00',
  'state=x',
];
const oddPlaces: unknown[] = [
  null,
  1,
  'x',
  [],
  [1],
  ['now', 'now'],
  ['1', '------------------------------------'],
  [5.5, randomUUID()],
  [{}, randomUUID()],
  [null, null],
  [99999999999, 'x'],
  [1, 'x'],
  ['infinity', randomUUID()],
  ['2020-01-01', '\u0000'],
  '00000000-0000-0000-0000-00000000000g',
  { id: 1 },
  [Array(50).fill('x'), randomUUID()],
];

/**
 * What a schema refuses is refused by one piece of code, so that one of a kind is enough; what it lets through is
 * tried.
 */
const passes = (schema: EndpointDefinition['body'], value: unknown): boolean =>
  schema?.safeParse(value).success ?? false;

describe('whatever is asked', () => {
  let waypost: TestWaypost;
  let world: World;
  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api' });
    world = await buildWorld(waypost);
    world.ids['workspaceId'] = world.workspaceId;
  }, 60_000);
  afterAll(() => waypost?.close());

  const callers = (definition: EndpointDefinition) =>
    attempts[nameOf(definition)]?.reach === 'visitor'
      ? `Visitor ${world.visitor.visitorToken}`
      : `Bearer ${world.admin.token}`;
  const withBody = () =>
    servedEndpoints().filter((definition) => definition.body && !attempts[nameOf(definition)]!.ends);
  const pathOf = (definition: EndpointDefinition) =>
    definition.path.replaceAll(
      /\{(\w+)\}/g,
      (_, name: string) =>
        (attempts[nameOf(definition)]!.params?.(world.ids) ?? world.ids)[name] ?? world.ids[name] ?? randomUUID(),
    );
  const send = async (definition: EndpointDefinition, body: string) => {
    const response = await fetch(waypost.url + pathOf(definition), {
      method: definition.method,
      headers: { 'content-type': 'application/json', authorization: callers(definition) },
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const inTurns = async <T>(items: T[], work: (item: T) => Promise<string | null>): Promise<string[]> => {
    const wrong: string[] = [];
    for (let at = 0; at < items.length; at += 12)
      wrong.push(...(await Promise.all(items.slice(at, at + 12).map(work))).filter((each) => each !== null));
    return [...new Set(wrong)];
  };

  test('A67 an odd query is refused or harmless on every list, and never an error of ours', async () => {
    const asked = servedEndpoints()
      .filter(({ method }) => method === 'GET')
      .flatMap((definition) =>
        oddQueries
          .filter((query, at) => at === 0 || passes(definition.query, parse(query)))
          .map((query) => ({ definition, query })),
      );
    const wrong = await inTurns(asked, async ({ definition, query }) => {
      const { status, text } = await waypost.anonymous
        .get<string>(`${pathOf(definition)}?${query}`, { authorization: callers(definition) })
        .then(({ status: code, body }) => ({ status: code, text: JSON.stringify(body) }));
      if (status >= 500) return `${nameOf(definition)}?${query} gave ${status}`;
      if (definition.query && query === oddQueries[0] && status !== 400)
        return `${nameOf(definition)}?${query} gave ${status}`;
      return /syntax error|pg_|typeorm|node_modules/i.test(text)
        ? `${nameOf(definition)}?${query} shows ${text}`
        : null;
    });
    expect(wrong).toEqual([]);
  }, 60_000);

  test('A67 a cursor that is not ours is refused by every list', async () => {
    const lists = servedEndpoints().filter(
      ({ method, query }) => method === 'GET' && query && 'shape' in query && 'cursor' in (query.shape as object),
    );
    expect(lists.length).toBeGreaterThan(4);
    const asked = lists.flatMap((definition) => oddPlaces.map((place) => ({ definition, place })));
    const wrong = await inTurns(asked, async ({ definition, place }) => {
      const { status } = await world.admin.get(`${pathOf(definition)}?cursor=${encodeCursor(place)}`);
      return status === 400 ? null : `${nameOf(definition)} with ${JSON.stringify(place)} gave ${status}`;
    });
    expect(wrong).toEqual([]);
  });

  test('A67 an odd value in a body is refused or harmless, and never an error of ours', async () => {
    const sent = withBody().flatMap((definition) => {
      const good = attempts[nameOf(definition)]!.body!({ ...world.ids, freshId: randomUUID() }) as Record<
        string,
        unknown
      >;
      const fields = Object.keys((definition.body as { shape?: object }).shape ?? good);
      return fields.flatMap((field) =>
        odd
          .filter((value, at) => at === 0 || passes(definition.body, { ...good, [field]: value }))
          .map((value) => ({ definition, field, body: JSON.stringify({ ...good, [field]: value }) })),
      );
    });
    const wrong = await inTurns(sent, async ({ definition, field, body }) => {
      const { status } = await send(definition, body);
      return status >= 500 ? `${nameOf(definition)} ${field}: ${body.slice(0, 200)} gave ${status}` : null;
    });
    expect(wrong).toEqual([]);
  }, 90_000);

  test('A23 a field that is not of the operation is refused, and changes nothing', async () => {
    const before = await snapshotOf(waypost, world.workspaceId);
    const sent = withBody().flatMap((definition) =>
      Object.entries(forbiddenKeys).map(([key, value]) => ({ definition, key, value })),
    );
    const wrong = await inTurns(sent, async ({ definition, key, value }) => {
      const good = attempts[nameOf(definition)]!.body!({ ...world.ids, freshId: randomUUID() }) as Record<
        string,
        unknown
      >;
      if (Object.hasOwn(good, key) || Object.hasOwn((definition.body as { shape?: object }).shape ?? {}, key))
        return null;
      const { status } = await send(definition, JSON.stringify({ ...good, [key]: value }));
      return status === 400 ? null : `${nameOf(definition)} with ${key} gave ${status}`;
    });
    expect(wrong).toEqual([]);
    expect(await snapshotOf(waypost, world.workspaceId)).toEqual(before);
  }, 60_000);

  test('A08 no prototype is reached, by a body or by a query', async () => {
    const before = await snapshotOf(waypost, world.workspaceId);
    const bodies = [
      '{"__proto__":{"polluted":1}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"a":{"b":{"__proto__":{"polluted":1}}}}',
    ];
    for (const definition of withBody())
      for (const body of bodies)
        expect([nameOf(definition), (await send(definition, body)).status]).toEqual([nameOf(definition), 400]);
    await create(world.admin, '/api/v1/channels', { type: 'widget', name: 'x', settings: {} });
    const nested = `{"type":"widget","name":"x","settings":${'{"__proto__":'.repeat(3)}{"polluted":1}}}}}`;
    expect(
      (
        await send(
          withBody().find((definition) => nameOf(definition) === 'POST /api/v1/channels')!,
          nested,
        )
      ).status,
    ).toBe(400);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const after = await snapshotOf(waypost, world.workspaceId);
    expect({ ...after, channels: '', audit_entries: '' }).toEqual({ ...before, channels: '', audit_entries: '' });
  }, 60_000);

  test('A15 what belongs to another workspace cannot be named in a body', async () => {
    const { admin, foreign, ids, workspaceId } = world;
    // That of the world may have been archived by an odd value above, which frees its address.
    const address = 'taken@home.example';
    await create(admin, '/api/v1/channels', { type: 'email', name: 'Taken', settings: { address } });
    const before = [await snapshotOf(waypost, workspaceId), await snapshotOf(waypost, foreign.workspaceId)];
    const theirs = foreign.admin;
    const upload = await fetch(`${waypost.url}/api/v1/attachments`, {
      method: 'POST',
      body: 'bytes',
      headers: { authorization: `Bearer ${admin.token}`, 'x-file-name': 'a.txt' },
    });
    const attachmentId = ((await upload.json()) as { id: string }).id;
    const middle = await snapshotOf(waypost, workspaceId);
    const mine = `/api/v1/tickets/${foreign.ticketId}`;
    const attemptsOfForeign: [string, string, object][] = [
      ['PATCH', mine, { assigneeId: ids['agentId'] }],
      ['PATCH', mine, { teamId: ids['teamId'] }],
      ['POST', `${mine}/messages`, { text: 'x', visibility: 'public', attachmentIds: [attachmentId] }],
      ['POST', '/api/v1/tickets', { channelId: ids['channelId'], to: 'a@b.example', subject: 'x', text: 'x' }],
      ['POST', '/api/v1/channels', { type: 'widget', name: 'x', teamId: ids['teamId'] }],
      ['POST', '/api/v1/channels', { type: 'widget', name: 'x', storeId: ids['storeId'] }],
      ['POST', '/api/v1/channels', { type: 'email', name: 'x', settings: { address } }],
      ['POST', '/api/v1/teams', { name: 'x', agentIds: [ids['agentId']] }],
      ['POST', '/api/v1/agents', { email: 'x@y.example', name: 'x', role: 'agent', teamIds: [ids['teamId']] }],
      ['POST', '/api/v1/sessions/current/workspace', { workspaceId }],
    ];
    for (const [method, path, body] of attemptsOfForeign) {
      const { status } = await theirs.send(method, path, { body });
      expect([path, body, status, [400, 403, 404, 409].includes(status)]).toEqual([path, body, status, true]);
    }
    // Neither may an agent take along what a colleague uploaded.
    expect(
      (
        await world.member.post(`/api/v1/tickets/${ids['ticketId']}/messages`, {
          text: 'x',
          visibility: 'internal',
          attachmentIds: [attachmentId],
        })
      ).status,
    ).toBe(400);
    expect([await snapshotOf(waypost, workspaceId), await snapshotOf(waypost, foreign.workspaceId)]).toEqual([
      middle,
      before[1],
    ]);
  });

  test('A58 no path and no address is taken where a text or a file is due', async () => {
    const path = `/api/v1/tickets/${world.ids['ticketId']}/messages`;
    for (const more of [
      { html: { path: '/etc/passwd' } },
      { attachments: [{ path: '/etc/passwd' }] },
      { attachments: [{ href: waypost.url }] },
      { text: { path: '/etc/passwd' } },
      { raw: { path: '/etc/passwd' } },
      { attachmentIds: [{ path: '/etc/passwd' }] },
    ]) {
      expect((await world.admin.post(path, { text: 'x', visibility: 'public', ...more })).status).toBe(400);
    }
  });

  test('A75 odd paths, methods and hosts show nothing', async () => {
    const paths = [
      '//api/v1/tickets',
      '/api//v1/tickets',
      '/api/v1/%2e%2e/%2e%2e/etc/passwd',
      '/api/v1/tickets%2f..',
      '/api/v1/..%2f..%2fpackage.json',
      '/files/..%2f..%2fpackage.json',
      '/hooks/whatsapp%2f..',
      '/api/v1/attachments%2F..%2F..%2Fetc%2Fpasswd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/..%5c..%5cpackage.json',
      '/.env',
      '/.git/config',
      '/package.json',
      '/dist/apps/api/src/main.js',
      '/server.js.map',
      '/api/v1/../../package.json',
      '/assets/../index.html.map',
      '/files/../../etc/passwd',
      '/widget/assets/..%2fpanel.html',
      '/api/docs/..%2f..%2fpackage.json',
      '/api/docs/__proto__',
      '/api/docs/package.json',
      '/%00',
      '/api/v1/tickets/%E0%A4%A',
    ];
    for (const path of paths) {
      const { status, text } = await rawRequest(waypost.url, 'GET', path);
      expect([path, [400, 401, 403, 404].includes(status)]).toEqual([path, true]);
      expect(text).not.toMatch(/root:|"dependencies"|node_modules|\bat .*\.js:|DATABASE_URL/);
    }
    // What looks like a screen is given the web app's page, when it is there, whatever it is called.
    const page = await rawRequest(waypost.url, 'GET', '/any-screen');
    for (const path of ['/admin/queues', '/queues', '/bull-board', '/debug/pprof', '/server-status', '/actuator/env'])
      expect(await rawRequest(waypost.url, 'GET', path)).toEqual(page);
    for (const method of ['TRACE', 'PROPFIND', 'MOVE', 'DEBUG', 'PURGE', 'LINK'])
      expect([404, 400, 401]).toContain((await rawRequest(waypost.url, method, '/api/v1/tickets')).status);
    const override = await rawRequest(waypost.url, 'POST', '/api/v1/tickets/counts', {
      'x-http-method-override': 'GET',
      'x-http-method': 'GET',
      'x-method-override': 'GET',
      authorization: `Bearer ${world.admin.token}`,
    });
    expect(override.status).toBe(404);
    for (const host of ['evil.example', '127.0.0.1:1', 'localhost', ''])
      expect((await rawRequest(waypost.url, 'GET', '/api/v1/tickets', { host })).status).toBe(401);
    expect((await rawRequest(waypost.url, 'GET', '/metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404);
    const { text } = await rawRequest(waypost.url, 'GET', '/healthz');
    expect(text).toBe('{"status":"ok"}');
    expect(await speak(waypost.config.port, 'GET /api/v1/tickets HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 40\d/,
    );
    expect(
      await speak(
        waypost.config.port,
        'POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n' +
          '0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n',
      ),
    ).toMatch(/^HTTP\/1\.1 400/);
    expect(await speak(waypost.config.port, 'CONNECT 127.0.0.1:25 HTTP/1.1\r\nHost: a\r\n\r\n')).not.toMatch(/ 200 /);
  });

  test('A75 an error gives its kind and nothing of the inside; too much is refused as too much', async () => {
    const path = '/api/v1/sessions';
    const post = (body: string, headers: Record<string, string> = {}) =>
      rawRequest(waypost.url, 'POST', path, { 'content-type': 'application/json', ...headers }, body);
    expect(await post('{"email":')).toMatchObject({ status: 400, type: 'application/problem+json; charset=utf-8' });
    expect((await post('['.repeat(200_000))).status).toBe(400);
    expect((await post(`{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`)).status).toBe(400);
    expect((await post(JSON.stringify({ email: 'x'.repeat(1_100_000) }))).status).toBe(413);
    expect((await post('x', { 'content-encoding': 'gzip' })).status).toBe(415);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await post('{}', { 'content-type': type })).status).toBe(415);
    for (const body of ['"text"', '7', 'null', '[]', '[{"email":"a@b.example"}]'])
      expect((await post(body)).status).toBe(400);
    expect(
      (
        await rawRequest(waypost.url, 'GET', '/api/v1/tickets', {
          authorization: `Bearer ${world.admin.token}`,
          'idempotency-key': 'x'.repeat(10_000),
        })
      ).status,
    ).toBe(200);
    expect(
      (
        await world.admin.post(
          `/api/v1/tickets/${world.ids['ticketId']}/messages`,
          { text: 'x', visibility: 'internal' },
          { 'idempotency-key': 'x'.repeat(300) },
        )
      ).status,
    ).toBe(400);
  });

  test('A26 a header does not say who asks', async () => {
    const claims = {
      'x-remote-user': 'admin',
      'x-forwarded-user': 'admin',
      'x-forwarded-email': 'admin@shop.example',
      'remote-user': 'admin',
      'x-original-url': '/healthz',
      'x-rewrite-url': '/healthz',
      'x-waypost-agent': world.ids['agentId']!,
      'x-workspace-id': world.workspaceId,
      forwarded: 'for=127.0.0.1;host=evil.example',
      'x-forwarded-for': '127.0.0.1',
      'cf-connecting-ip': '127.0.0.1',
      'x-real-ip': '127.0.0.1',
      'x-forwarded-host': 'evil.example',
    };
    expect((await waypost.anonymous.get('/api/v1/tickets', claims)).status).toBe(401);
    const other = await world.foreign.admin.get('/api/v1/tickets', claims);
    expect(other.status).toBe(200);
    expect(JSON.stringify(other.body)).not.toContain(world.ids['ticketId']);
    const list = await call(
      waypost.url,
      servedEndpoints().find((definition) => nameOf(definition) === 'GET /api/v1/channels')!,
      `Bearer ${world.admin.token}`,
      world.ids,
      claims,
    );
    expect(list.text).not.toContain('evil.example');
  });
});

/** A request whose path goes out as it is written. */
function rawRequest(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<{ status: number; type: string | undefined; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        method,
        path,
        headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'],
              text: Buffer.concat(chunks).toString(),
            }),
          );
      },
    );
    sent.on('error', reject).end(body);
  });
}

/** Says something on a bare connection and gives what came back. */
function speak(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setTimeout(500, () => socket.destroy());
    socket
      .on('data', (data) => (said += data.toString()))
      .on('close', () => resolve(said))
      .on('error', () => undefined);
  });
}
