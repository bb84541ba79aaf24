import { createConfig, lintFromString } from '@redocly/openapi-core';
import type { EndpointDefinition } from '#libs/contracts';
import { servedEndpoints } from '#libs/platform';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { type Wire, call, nameOf, unknownIds } from './support/call.js';
import { Canary } from './support/canary.js';
import { type Attempt, attempts } from './support/endpoint-table.js';
import { rawRoutes } from './support/raw-routes.js';
import { snapshotOf } from './support/snapshot.js';
import { type World, buildWorld, canary } from './support/world.js';

/**
 * Routes outside the contracts: each proves its caller by itself or has nothing to protect. A new one has to be put
 * here.
 */
const knownRawRoutes = [
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/docs/:file',
  'GET /files/:workspaceId/:attachmentId',
  'GET /hooks/:type/:channelId',
  'POST /hooks/:type/:channelId',
  'GET /hooks/meta',
  'POST /hooks/meta',
  'POST /hooks/stores/:storeId',
  'POST /hooks/shopify/:storeId',
  'GET /widget.js',
  'GET /widget/channels/:id',
  'GET /widget/panel',
  'GET /widget/panel.html',
  'GET /widget/assets/:name',
];

describe('every route that is served', () => {
  let waypost: TestWaypost;
  let world: World;
  let pictures: Canary;
  beforeAll(async () => {
    // Where mail can leave, so that every operation has its usual answer.
    waypost = await startWaypost({ parts: 'api', env: { SMTP_URL: 'smtp://127.0.0.1:9' } });
    pictures = await Canary.listen({ status: 200, headers: { 'content-type': 'image/png' }, body: 'png' });
    world = await buildWorld(waypost, `${pictures.url}/x.png`);
    world.ids['workspaceId'] = world.workspaceId;
  }, 600_000);
  afterAll(async () => {
    await waypost?.close();
    await pictures?.close();
  });

  const bearer = (client: { token?: string }) => `Bearer ${client.token}`;
  const ask = (definition: EndpointDefinition, authorization: string | null, ids = world.ids) =>
    call(waypost.url, definition, authorization, ids);

  /** Goes through the operations that a reach picks and collects what went wrong, so that one run names every hole. */
  async function each(
    pick: (attempt: Attempt, definition: EndpointDefinition) => boolean,
    look: (definition: EndpointDefinition, attempt: Attempt) => Promise<string | null>,
  ): Promise<string[]> {
    const holes: string[] = [];
    for (const definition of servedEndpoints()) {
      const attempt = attempts[nameOf(definition)];
      const hole = attempt && pick(attempt, definition) ? await look(definition, attempt) : null;
      if (hole) holes.push(`${nameOf(definition)}: ${hole}`);
    }
    return holes;
  }
  const unless = (expected: number, { status, text }: Wire) =>
    status === expected ? null : `${status} instead of ${expected} ${text.slice(0, 120)}`;
  const same = (one: Wire, other: Wire) =>
    JSON.stringify(one) === JSON.stringify(other) ? null : `${JSON.stringify(one)} is not ${JSON.stringify(other)}`;

  test('is in the table, and no route beside the contracts is new', async () => {
    const served = servedEndpoints().map(nameOf);
    expect(served.filter((name) => !attempts[name])).toEqual([]);
    expect(Object.keys(attempts).filter((name) => !served.includes(name))).toEqual([]);
    expect(rawRoutes(waypost.api)).toContain('POST /hooks/:type/:channelId');
    expect(rawRoutes(waypost.api).filter((route) => !knownRawRoutes.includes(route))).toEqual([]);
  });

  test('answers at its former path as at its present one, to every caller', async () => {
    const former = servedEndpoints().filter(({ formerPath }) => formerPath);
    expect(former.map(({ method }) => method)).toEqual(former.map(() => 'GET'));
    const callers = [null, ...[world.foreign.admin, world.outsider, world.assignedOnly, world.admin].map(bearer)];
    for (const { path, formerPath } of former)
      for (const authorization of callers) {
        const [now, before] = await Promise.all(
          [path, formerPath!].map(async (each) => {
            const filled = each.replaceAll(/\{(\w+)\}/g, (_, name: string) => world.ids[name]!);
            const answer = await fetch(waypost.url + filled, { headers: authorization ? { authorization } : {} });
            return [answer.status, await answer.text()];
          }),
        );
        expect(before).toEqual(now);
      }
  });

  test('says in OpenAPI which token it needs', async () => {
    type Described = {
      paths: Record<string, Record<string, { security: Record<string, unknown>[] }>>;
      components: { securitySchemes: Record<string, unknown> };
    };
    const { paths, components } = (await (await fetch(`${waypost.url}/api/openapi.json`)).json()) as Described;
    expect(components.securitySchemes).toMatchObject({
      session: { scheme: 'bearer' },
      visitor: {
        in: 'header',
        name: 'Authorization',
        description: expect.stringContaining('Visitor <token>') as string,
      },
    });
    const holes = await each(
      () => true,
      (definition, { reach }) => {
        const said = Object.keys(paths[definition.path]?.[definition.method.toLowerCase()]?.security[0] ?? {});
        const due =
          reach === 'visitor' || nameOf(definition) === 'POST /api/v1/visitor/sessions'
            ? ['visitor']
            : definition.access === 'public'
              ? []
              : ['session'];
        return Promise.resolve(String(said) === String(due) ? null : `${said} instead of ${due}`);
      },
    );
    expect(holes).toEqual([]);
  });

  test('is described by Redocly’s recommended rules, with its server, its tags and its errors', async () => {
    const source = await (await fetch(`${waypost.url}/api/openapi.json`)).text();
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
    const { servers, tags, paths } = JSON.parse(source) as {
      servers: { url: string }[];
      tags: { name: string }[];
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(servers).toEqual([{ url: waypost.config.publicUrl, description: expect.any(String) }]);
    expect(tags.map(({ name }) => name)).toContain('tickets');
    expect(Object.keys(paths['/api/v1/channels/{channelId}']!.patch!.responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '409', '422', '429', '4XX', '5XX']),
    );
  });

  test('A13 lets no stranger in: 401 without a session, with a visitor’s and with a made-up one', async () => {
    const tokens = [
      null,
      `Visitor ${world.visitor.visitorToken}`,
      `Bearer ${world.visitor.visitorToken}`,
      `Bearer ${'A'.repeat(43)}`,
      'Bearer ',
      'Basic YWRtaW46YWRtaW4=',
    ];
    const holes = await each(
      ({ reach }) => reach !== 'public' && reach !== 'visitor',
      async (definition) => {
        const answers = await Promise.all(tokens.map((token) => ask(definition, token)));
        return answers.map((answer) => unless(401, answer)).find(Boolean) ?? null;
      },
    );
    expect(holes).toEqual([]);
  });

  test('A21 visitors’ routes answer no agent and no stranger, and know no ticket of another visitor', async () => {
    const holes = await each(
      ({ reach }) => reach === 'visitor',
      async (definition) => {
        for (const token of [null, bearer(world.admin), `Visitor ${world.admin.token}`]) {
          const hole = unless(401, await ask(definition, token));
          if (hole) return hole;
        }
        if (!definition.params) return null;
        const other = `Visitor ${world.otherVisitor.visitorToken}`;
        const theirs = await ask(definition, other);
        return unless(404, theirs) ?? same(theirs, await ask(definition, other, unknownIds(world.ids)));
      },
    );
    expect(holes).toEqual([]);
  });

  test('A13 refuses a role that is too low with 403', async () => {
    const holes = await each(
      (_, { access }) => access === 'manager' || access === 'admin',
      async (definition) => {
        const tooLow = definition.access === 'admin' ? [world.member, world.manager] : [world.member];
        const answers = await Promise.all(tooLow.map((client) => ask(definition, bearer(client))));
        return answers.map((answer) => unless(403, answer)).find(Boolean) ?? null;
      },
    );
    expect(holes).toEqual([]);
  });

  test('A13 answers another workspace’s admin as for nothing there, to the byte, and changes nothing', async () => {
    const before = await snapshotOf(waypost, world.workspaceId);
    const foreign = bearer(world.foreign.admin);
    const holes = await each(
      ({ reach }, { params }) => params !== undefined && (reach === 'ticket' || reach === 'workspace'),
      async (definition) => {
        const theirs = await ask(definition, foreign);
        return unless(404, theirs) ?? same(theirs, await ask(definition, foreign, unknownIds(world.ids)));
      },
    );
    expect(holes).toEqual([]);
    expect(await snapshotOf(waypost, world.workspaceId)).toEqual(before);
  });

  test('A13 A17 hides a ticket from an agent without its team and from one who sees only their own', async () => {
    const before = await snapshotOf(waypost, world.workspaceId);
    const holes = await each(
      ({ reach }) => reach === 'ticket',
      async (definition) => {
        for (const client of [world.outsider, world.assignedOnly]) {
          const hidden = await ask(definition, bearer(client));
          const hole =
            unless(404, hidden) ?? same(hidden, await ask(definition, bearer(client), unknownIds(world.ids)));
          if (hole) return hole;
        }
        return null;
      },
    );
    expect(holes).toEqual([]);
    expect(await snapshotOf(waypost, world.workspaceId)).toEqual(before);
  });

  test('A14 answers a message of another ticket as an unknown one', async () => {
    const before = await snapshotOf(waypost, world.workspaceId);
    const mixed = { ...world.ids, ticketId: world.foreign.ticketId };
    const holes = await each(
      (_, { path }) => path.includes('{messageId}'),
      async (definition) => {
        const theirs = await ask(definition, bearer(world.foreign.admin), mixed);
        const own = await ask(definition, bearer(world.admin), {
          ...world.ids,
          ticketId: world.ids['visitorTicketId']!,
        });
        return (
          unless(404, theirs) ??
          same(
            theirs,
            await ask(definition, bearer(world.foreign.admin), {
              ...unknownIds(world.ids),
              ticketId: world.foreign.ticketId,
            }),
          ) ??
          unless(404, own)
        );
      },
    );
    expect(holes).toEqual([]);
    expect(await snapshotOf(waypost, world.workspaceId)).toEqual(before);
  });

  test('A13 has no list, count or search in which another workspace shows', async () => {
    const needles = [
      canary,
      ...Object.entries(world.ids).flatMap(([name, id]) => (name === 'pictureUrl' ? [] : [id])),
    ].filter((needle) => needle.length > 8);
    const queries = [
      '',
      '?limit=100',
      `?q=${canary}`,
      `?contactId=${world.ids['contactId']}`,
      `?storeId=${world.ids['storeId']}`,
      `?team=${world.ids['teamId']}`,
      `?assignee=${world.ids['agentId']}`,
      `?ticketId=${world.ids['ticketId']}`,
    ];
    const holes = await each(
      ({ reach }, { method, params }) => method === 'GET' && !params && reach !== 'public' && reach !== 'visitor',
      async (definition) => {
        for (const query of queries) {
          const { status, body } = await world.foreign.admin.get(definition.path + query);
          const found = needles.find((needle) => JSON.stringify(body).includes(needle));
          if (status >= 500) return `${query} gave ${status}`;
          if (found) return `${query} shows ${found}`;
        }
        return null;
      },
    );
    expect(holes).toEqual([]);
  });

  test('A16 shows an agent in no list, count or search what they may not see', async () => {
    const counts = async (client: typeof world.admin) =>
      (await client.get<{ inbox: number }>('/api/v1/tickets/counts')).body.inbox;
    expect(await counts(world.admin)).toBeGreaterThan(await counts(world.outsider));
    expect(await counts(world.assignedOnly)).toBe(0);
    for (const client of [world.outsider, world.assignedOnly]) {
      for (const query of [
        'limit=100',
        `q=${canary}`,
        `contactId=${world.ids['contactId']}`,
        `team=${world.ids['teamId']}`,
        'assignee=none',
        'sort=due',
        'status=open&status=pending',
      ]) {
        const { status, body } = await client.get(`/api/v1/tickets?${query}`);
        expect(status).toBe(200);
        expect(JSON.stringify(body)).not.toContain(world.ids['ticketId']);
      }
    }
  });

  test('works for who may: what was refused above was refused for the right reason', async () => {
    expect(pictures.hits).toEqual([]);
    const holes = await each(
      ({ ends }) => ends !== 'never',
      async (definition, { reach, ends, rightful }) => {
        const who =
          reach === 'visitor'
            ? `Visitor ${world.visitor.visitorToken}`
            : reach === 'public'
              ? null
              : bearer(
                  ends
                    ? world.spare
                    : definition.access === 'agent'
                      ? world.member
                      : definition.access === 'manager'
                        ? world.manager
                        : world.admin,
                );
        const answer = await ask(definition, who);
        return (rightful ?? [definition.status ?? 200]).includes(answer.status)
          ? null
          : `${answer.status} ${answer.text.slice(0, 200)}`;
      },
    );
    expect(pictures.hits).toEqual(['GET /x.png']);
    // A session that was moved to the same workspace is another one: what is asked with the old one comes after it.
    expect(holes.filter((hole) => !hole.startsWith('DELETE /api/v1/sessions/current: 401'))).toEqual([]);
  });
});
