import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Message, Ticket } from '#libs/contracts';
import { Network } from '#libs/platform';
import {
  type ChangeValue,
  GraphApi,
  messageFrom,
  signedWebhook,
  textFrom,
} from '../../../apps/playground/server/graph-api/index.js';
import { messageOf as messageOfPage, signedBatch } from '../../../apps/playground/server/page-api/index.js';
import type { Client } from '../../support/client.js';
import { until } from '../../support/until.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';
import { Canary } from './support/canary.js';
import { snapshotOf } from './support/snapshot.js';
import { create } from './support/world.js';

const number = {
  phoneNumberId: '106540352242922',
  accessToken: 'an access token',
  appSecret: 'an app secret',
  verifyToken: 'a verify token',
};
const ann = { phone: '4915112345678', name: 'Ann' };
type Headers = Record<string, string>;

describe('providers and other servers', () => {
  let waypost: TestWaypost;
  let graph: GraphApi;
  let admin: Client;
  let workspaceId: string;
  let hook: string;
  let other: { admin: Client; workspaceId: string; hook: string };
  let canary: Canary;
  beforeAll(async () => {
    canary = await Canary.listen();
    graph = await new GraphApi(number).listen();
    // Only the stand-in's own port: everything else on this machine stays out of reach.
    waypost = await startWaypost({
      env: { ALLOW_PRIVATE_NETWORK: 'false', ALLOWED_PRIVATE_HOSTS: new URL(graph.baseUrl).host },
    });
    const [home, foreign] = [await waypost.workspace('Home'), await waypost.workspace('Foreign')];
    ({ admin } = home);
    workspaceId = home.member.workspaceId;
    const ours = await create(admin, '/api/v1/channels', {
      type: 'whatsapp',
      name: 'WhatsApp',
      settings: { ...number, apiBaseUrl: graph.baseUrl },
    });
    hook = `/hooks/whatsapp/${ours}`;
    const theirs = await create(foreign.admin, '/api/v1/channels', {
      type: 'whatsapp',
      name: 'WhatsApp',
      settings: { ...number, phoneNumberId: '999', appSecret: 'their secret' },
    });
    other = { admin: foreign.admin, workspaceId: foreign.member.workspaceId, hook: `/hooks/whatsapp/${theirs}` };
  }, 60_000);
  afterAll(async () => {
    await waypost?.close();
    await graph?.close();
    await canary?.close();
    expect([canary.hits, canary.connections]).toEqual([[], 0]);
  });

  const post = async (path: string, body: string, headers: Headers = {}) => {
    const response = await fetch(waypost.url + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status: response.status, text: await response.text() };
  };
  const sign = (body: string, secret = number.appSecret): Headers => ({
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  });
  const signedPost = (body: string, path = hook) => post(path, body, sign(body));
  const batch = (...values: ChangeValue[]) => signedWebhook({ ...graph.options }, ...values).body;
  const tickets = async (client = admin) =>
    (await client.get<{ items: Ticket[] }>('/api/v1/tickets?limit=100')).body.items;
  const messages = async (ticketId: string) =>
    (await admin.get<{ items: Message[] }>(`/api/v1/tickets/${ticketId}/messages?limit=200`)).body.items;
  const deadLetters = async (workspace = workspaceId) =>
    (
      await withOwner<{ n: number }>(waypost, 'select count(*)::int as n from dead_letters where workspace_id = $1', [
        workspace,
      ])
    )[0]!.n;
  const ticketOf = async (name: string) => (await tickets()).find(({ contact }) => contact.name === name)!;
  const both = async () => [await snapshotOf(waypost, workspaceId), await snapshotOf(waypost, other.workspaceId)];

  test('A71 what Meta did not sign is 401 and stores nothing', async () => {
    const body = batch(textFrom(ann, 'forged'));
    const hex = (secret: string, algorithm = 'sha256') => createHmac(algorithm, secret).update(body).digest('hex');
    const right = hex(number.appSecret);
    const before = await both();
    const wrong: Headers[] = [
      {},
      { 'x-hub-signature-256': '' },
      { 'x-hub-signature-256': 'sha256=' },
      { 'x-hub-signature-256': right },
      { 'x-hub-signature-256': `sha256=${right.slice(0, 10)}` },
      { 'x-hub-signature-256': `sha256=${right.slice(0, -1)}0${right.at(-1)}` },
      { 'x-hub-signature': `sha1=${hex(number.appSecret, 'sha1')}` },
      { 'x-hub-signature-256': `sha1=${hex(number.appSecret, 'sha1')}` },
      { 'x-hub-signature-256': `sha256=${hex('their secret')}` },
      { 'x-hub-signature-256': `sha256=${hex('')}` },
      { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      { 'x-hub-signature-256': `sha256=${right}=` },
      { 'x-hub-signature-256': `SHA256=${right}` },
      { 'x-hub-signature-256': `sha256=${right}, sha256=${right}` },
      { 'x-hub-signature-256': 'sha256=é' },
    ];
    for (const headers of wrong) {
      const encoded = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
      );
      expect([headers, (await post(hook, body, encoded)).status]).toEqual([headers, 401]);
    }
    for (const changed of [`${body} `, body.replace('forged', 'f0rged'), body.slice(0, -1), ''])
      expect((await post(hook, changed, { 'x-hub-signature-256': `sha256=${right}` })).status).toBe(401);
    expect((await post(other.hook, body, sign(body))).status).toBe(401);
    for (const path of [
      `/hooks/telegram/${hook.split('/').at(-1)}`,
      `/hooks/email/${hook.split('/').at(-1)}`,
      `/hooks/whatsapp/${randomUUID()}`,
      '/hooks/whatsapp/x',
      '/hooks/__proto__/x',
    ])
      expect((await post(path, body, sign(body))).status).toBe(404);
    expect((await post(hook, '\0'.repeat(4 * 1024 * 1024 + 1), sign('x'))).status).toBe(413);
    expect(await both()).toEqual(before);
  });

  test('A71 only the verify token is answered with the challenge, and never with markup', async () => {
    const ask = async (query: Record<string, string>) => {
      const response = await fetch(`${waypost.url}${hook}?${new URLSearchParams(query)}`);
      return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
    };
    const good = { 'hub.mode': 'subscribe', 'hub.verify_token': number.verifyToken, 'hub.challenge': '1158201444' };
    expect(await ask(good)).toMatchObject({
      status: 200,
      text: '1158201444',
      type: expect.stringContaining('text/plain') as string,
    });
    for (const bad of [
      { 'hub.verify_token': 'wrong' },
      { 'hub.verify_token': '' },
      { 'hub.mode': 'unsubscribe' },
      { 'hub.challenge': '<script>alert(1)</script>' },
      { 'hub.challenge': '' },
    ]) {
      const { status, text } = await ask({ ...good, ...bad });
      expect([401, 403]).toContain(status);
      expect(text).not.toContain('script');
    }
    const { 'hub.verify_token': _, ...without } = good;
    expect((await ask(without)).status).toBe(403);
  });

  test('A71 a signature is over the bytes as they came, escapes and all', async () => {
    const escaped = batch(textFrom({ phone: '8613912342210', name: '林晓雯' }, '您好 \u{1F600} é/ü'));
    expect(escaped).toMatch(/\\u[0-9a-f]{4}/);
    const odd = `\n ${escaped.replace('/', String.raw`\/`)} \r\n`;
    // An id counts in either case.
    expect(
      (
        await signedPost(
          odd,
          hook.replace(/[^/]+$/, (id) => id.toUpperCase()),
        )
      ).status,
    ).toBe(200);
    const ticket = await ticketOf('林晓雯');
    expect((await messages(ticket.id))[0]!.text).toBe('您好 \u{1F600} é/ü');
  });

  test('A71 a secret may be as long as its provider likes, and counts to its last character', async () => {
    const long = randomBytes(5_000).toString('hex');
    const bodies = (secret: string): [string, object][] => [
      [
        '/api/v1/channels',
        {
          type: 'whatsapp',
          name: 'WhatsApp',
          settings: {
            ...number,
            phoneNumberId: randomUUID(),
            accessToken: secret,
            appSecret: secret,
            verifyToken: secret,
          },
        },
      ],
      [
        '/api/v1/channels',
        { type: 'telegram', name: 'Telegram', settings: { botToken: secret, webhookSecret: secret } },
      ],
      [
        '/api/v1/channels',
        {
          type: 'email',
          name: 'Mail',
          settings: { address: `${randomUUID()}@long.example`, smtpPassword: secret, imapPassword: secret },
        },
      ],
      ['/api/v1/channels', { type: 'widget', name: 'Chat', settings: { identitySecret: secret } }],
      ['/api/v1/stores', { name: 'Long', webhookSecret: secret }],
    ];
    for (const [path, body] of bodies(`${long}x`))
      expect([body, (await admin.post(path, body)).status]).toEqual([body, 400]);
    const [id = ''] = await Promise.all(bodies(long).map(([path, body]) => create(admin, path, body)));
    const body = batch(textFrom({ phone: '34600000010', name: 'Longo' }, 'hello'));
    const signed = (secret: string) =>
      post(`/hooks/whatsapp/${id}`, body, {
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      });
    expect([(await signed(long.slice(0, -1))).status, (await signed(long)).status]).toEqual([401, 200]);
  });

  test('A72 Telegram’s secret has to be the channel’s own', async () => {
    const channel = (client: Client, webhookSecret: string) =>
      create(client, '/api/v1/channels', {
        type: 'telegram',
        name: 'Telegram',
        settings: { botToken: '1:a', webhookSecret },
      });
    const path = `/hooks/telegram/${await channel(admin, 'the secret')}`;
    await channel(other.admin, 'their secret');
    const update = JSON.stringify({
      update_id: 1,
      message: {
        message_id: 1,
        date: Math.floor(Date.now() / 1000),
        chat: { id: 7, type: 'private' },
        from: { id: 7, is_bot: false, first_name: 'Tess' },
        text: 'hello',
      },
    });
    const header = 'x-telegram-bot-api-secret-token';
    const before = await both();
    const wrong: Headers[] = [
      {},
      { [header]: '' },
      { [header]: 'wrong' },
      { [header]: 'their secret' },
      { [header]: 'the secret, the secret' },
      { [header]: 'The Secret' },
      { authorization: 'Bearer the secret' },
    ];
    for (const headers of wrong) expect((await post(path, update, headers)).status).toBe(401);
    expect((await post(`${path}?secret_token=the+secret`, update)).status).toBe(401);
    expect(await both()).toEqual(before);
    expect((await post(path, update, { [header]: 'the secret' })).status).toBe(200);
    expect(await ticketOf('Tess')).toBeDefined();
  });

  test('A72 Shopify’s signature has to be over these bytes, by the store’s secret and from its shop', async () => {
    const store = (client: Client, domain: string, webhookSecret: string) =>
      create(client, '/api/v1/stores', { name: 'Store', platform: 'shopify', domain, webhookSecret });
    const path = `/hooks/shopify/${await store(admin, 'ours.myshopify.example', 'the secret')}`;
    const api = await create(admin, '/api/v1/stores', { name: 'By the API' });
    const theirs = await store(other.admin, 'theirs.myshopify.example', 'their secret');
    const body = JSON.stringify({
      id: 1,
      name: '#1',
      currency: 'EUR',
      total_price: '1.00',
      line_items: [],
      fulfillments: [],
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
    });
    const signature = (secret: string, encoding: 'base64' | 'hex' = 'base64', bytes = body) =>
      createHmac('sha256', secret).update(bytes).digest(encoding);
    const headers = (more: Headers = {}): Headers => ({
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'ours.myshopify.example',
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-event-id': randomUUID(),
      'x-shopify-hmac-sha256': signature('the secret'),
      ...more,
    });
    const before = await both();
    const wrong: Headers[] = [
      { 'x-shopify-hmac-sha256': '' },
      { 'x-shopify-hmac-sha256': signature('the secret', 'hex') },
      { 'x-shopify-hmac-sha256': signature('their secret') },
      { 'x-shopify-hmac-sha256': signature('the secret', 'base64', `${body} `) },
      { 'x-shopify-hmac-sha256': signature('') },
      { 'x-shopify-shop-domain': 'theirs.myshopify.example' },
      { 'x-shopify-shop-domain': '' },
      { 'x-shopify-shop-domain': 'ours.myshopify.example.evil.example' },
    ];
    for (const more of wrong) expect([more, (await post(path, body, headers(more))).status]).toEqual([more, 401]);
    expect((await post(path, body)).status).toBe(401);
    expect((await post(`/hooks/shopify/${theirs}`, body, headers())).status).toBe(401);
    for (const nothing of [`/hooks/shopify/${api}`, `/hooks/shopify/${randomUUID()}`, '/hooks/shopify/x'])
      expect([nothing, (await post(nothing, body, headers())).status]).toEqual([nothing, 404]);
    expect(await both()).toEqual(before);
    const delivery = headers();
    for (let n = 0; n < 5; n++)
      expect(
        (await post(n === 1 ? path.replace(/[^/]+$/, (id) => id.toUpperCase()) : path, body, delivery)).status,
      ).toBe(200);
    expect(
      (
        await post(
          path,
          'not JSON',
          headers({ 'x-shopify-hmac-sha256': signature('the secret', 'base64', 'not JSON') }),
        )
      ).status,
    ).toBe(200);
    expect(await withOwner(waypost, 'select 1 from orders where workspace_id = $1', [workspaceId])).toHaveLength(1);
  });

  test('A73 a webhook that is replayed a hundred times, and later again, is one message and one event', async () => {
    const body = batch(textFrom({ phone: '34600000001', name: 'Replay' }, 'only once'));
    const answers = await Promise.all(Array.from({ length: 100 }, () => signedPost(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const ticket = await ticketOf('Replay');
    await withOwner(waypost, `update received_deliveries set received_at = received_at - interval '11 minutes'`);
    await withOwner(
      waypost,
      `update messages set created_at = created_at - interval '11 minutes' where ticket_id = $1`,
      [ticket.id],
    );
    expect((await signedPost(body)).status).toBe(200);
    expect(await messages(ticket.id)).toHaveLength(1);
    expect((await tickets()).filter(({ contact }) => contact.name === 'Replay')).toHaveLength(1);
    const events = (await admin.get<{ items: { type: string }[] }>(`/api/v1/tickets/${ticket.id}/events`)).body.items;
    expect(events.filter(({ type }) => type === 'created')).toHaveLength(1);
  });

  test('A74 whatever is signed is answered and kept, crashes nothing and stays in its workspace', async () => {
    const own = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '1', phone_number_id: number.phoneNumberId },
    };
    const change = (value: unknown, field = 'messages') =>
      JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field, value }] }] });
    const long = '9'.repeat(30);
    const foreignSnapshot = await snapshotOf(waypost, other.workspaceId);
    const text = (id: string, more = '') =>
      `{"from":"34600000002","id":${id},"timestamp":"${Math.floor(Date.now() / 1000)}","type":"text","text":{"body":"big id"}${more}}`;
    const withMessage = (message: string) =>
      change({ ...own, contacts: [{ profile: { name: 'Odd' }, wa_id: '34600000002' }], messages: ['MESSAGE'] }).replace(
        '"MESSAGE"',
        () => message,
      );
    const bodies: Record<string, string> = {
      'not JSON': '{"object"',
      'an empty body': '',
      'another object': '{"object":"page","entry":[{}]}',
      null: 'null',
      text: '"x"',
      array: '[]',
      'ten thousand deep': `{"object":"whatsapp_business_account","entry":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      'an unknown field': change({ ...own, x: 1 }, 'account_alerts'),
      'an unknown type': withMessage(
        `{"from":"34600000002","id":"wamid.u1","timestamp":"1","type":"hologram","hologram":{}}`,
      ),
      'ids beyond 2^53': withMessage(text(long)),
      'the same id one higher': withMessage(text(`${long.slice(0, -1)}8`)),
      'duplicate keys': withMessage(text('"wamid.dup"', ',"id":"wamid.dup2","from":"34600000002"')),
      'a foreign number': change({
        messaging_product: 'whatsapp',
        metadata: { phone_number_id: '999' },
        messages: [{ from: '1', id: 'wamid.f', timestamp: '1', type: 'text', text: { body: 'foreign' } }],
      }),
      'a status of nothing': change({
        ...own,
        statuses: [
          { id: 'wamid.unknown', status: 'read', timestamp: '1', recipient_id: '1' },
          { id: 'wamid.unknown', status: 'exploded' },
          { id: {}, status: [] },
          null,
          7,
        ],
      }),
      prototypes:
        '{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}]}]}',
      'NUL and halves of characters': withMessage(
        JSON.stringify({
          from: '34600000003',
          id: 'wamid.nul',
          timestamp: '1',
          type: 'text',
          text: { body: 'a\u0000b\ud800c' },
        }),
      ),
    };
    for (const [name, body] of Object.entries(bodies))
      expect([name, (await signedPost(body)).status]).toEqual([name, 200]);
    expect(await deadLetters()).toBeGreaterThanOrEqual(8);
    const [odd] = (await tickets()).filter(({ contact }) => contact.name === 'Odd');
    // Both long ids are messages of their own: none was rounded to the other.
    expect((await messages(odd!.id)).filter((message) => message.text === 'big id').length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(await tickets())).not.toContain('foreign');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(await snapshotOf(waypost, other.workspaceId)).toEqual(foreignSnapshot);
  }, 30_000);

  test('A74 a batch of a thousand changes is stored, each once', async () => {
    const crowd = Array.from({ length: 10 }, (_, n) => ({ phone: `3470000000${n}`, name: `Crowd ${n}` }));
    const changes = Array.from({ length: 1_000 }, (_, n) =>
      textFrom(crowd[n % 10]!, `message ${n}`, `wamid.crowd-${n % 50}`),
    );
    expect((await signedPost(batch(...changes))).status).toBe(200);
    const stored = await withOwner<{ n: number }>(
      waypost,
      `select count(*)::int as n from messages where workspace_id = $1 and external_id like 'wamid.crowd-%'`,
      [workspaceId],
    );
    expect(stored[0]!.n).toBe(50);
  }, 60_000);

  describe('A69', () => {
    const hosts = (port: number) => [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `LOCALHOST.:${port}`,
      `sub.localhost:${port}`,
      `[::1]:${port}`,
      `0.0.0.0:${port}`,
      `[::]:${port}`,
      `0:${port}`,
      `127.1:${port}`,
      `2130706433:${port}`,
      `0x7f000001:${port}`,
      `0x7f.1:${port}`,
      `0177.0.0.1:${port}`,
      `017700000001:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      `[::ffff:7f00:1]:${port}`,
      `[::127.0.0.1]:${port}`,
      `[64:ff9b::7f00:1]:${port}`,
      `127.0.0.1.:${port}`,
      `１２７.０.０.１:${port}`,
      '169.254.169.254',
      '169.254.169.254:80',
      '[fd00:ec2::254]',
      '[fe80::1]',
      '10.0.0.1',
      '192.168.1.1',
      '172.16.0.1',
      '100.100.100.200',
      '0.0.0.0',
      '255.255.255.255',
      '224.0.0.1',
    ];

    test('no channel can be given an address inside, however it is written', async () => {
      const before = await snapshotOf(waypost, workspaceId);
      for (const host of hosts(canary.port)) {
        for (const [type, settings] of [
          ['whatsapp', { ...number, apiBaseUrl: `http://${host}/v1` }],
          ['telegram', { botToken: '1:a', webhookSecret: 's', apiBaseUrl: `https://${host}` }],
        ] as const) {
          expect([host, (await admin.post('/api/v1/channels', { type, name: 'x', settings })).status]).toEqual([
            host,
            400,
          ]);
        }
      }
      for (const apiBaseUrl of [
        `http://user@127.0.0.1:${canary.port}`,
        `http://good.example@127.0.0.1:${canary.port}`,
        'file:///etc/passwd',
        `gopher://127.0.0.1:${canary.port}/x`,
        'ftp://127.0.0.1',
        'javascript:alert(1)',
        '//127.0.0.1',
        `http://127.0.0.1:${canary.port}#@good.example`,
        `http://127.0.0.1:${canary.port}?x`,
      ]) {
        expect([
          apiBaseUrl,
          (await admin.post('/api/v1/channels', { type: 'whatsapp', name: 'x', settings: { ...number, apiBaseUrl } }))
            .status,
        ]).toEqual([apiBaseUrl, 400]);
      }
      for (const [hostField, portField] of [
        ['smtpHost', 'smtpPort'],
        ['imapHost', 'imapPort'],
      ] as const) {
        for (const host of [
          '127.0.0.1',
          'localhost',
          '::1',
          '2130706433',
          '0x7f000001',
          '169.254.169.254',
          '10.0.0.1',
        ]) {
          expect([
            host,
            (
              await admin.post('/api/v1/channels', {
                type: 'email',
                name: 'x',
                settings: { address: 'x@shop.example', [hostField]: host, [portField]: canary.port },
              })
            ).status,
          ]).toEqual([host, 400]);
        }
      }
      const whatsapp = hook.split('/').at(-1)!;
      const changed = await admin.send('PATCH', `/api/v1/channels/${whatsapp}`, {
        body: { settings: { ...number, apiBaseUrl: canary.url } },
      });
      expect(changed).toMatchObject({
        status: 400,
        body: {
          type: 'urn:waypost:problem:address-refused',
          // The one who may allow it learns how.
          errors: [{ message: expect.stringContaining('ALLOWED_PRIVATE_HOSTS') }],
        },
      });
      expect(await snapshotOf(waypost, workspaceId)).toEqual(before);
    });

    /**
     * A name server of the test: the names of an attacker, who may change their mind from one answer to the next. Gives
     * what it was asked for.
     */
    const answerNames = (names: Record<string, string[]>, later = names) => {
      const asked: string[] = [];
      const resolve = async (host: string) =>
        (asked.push(host) && asked.indexOf(host) === asked.length - 1 ? names : later)[host] ??
        Promise.reject(new Error('no such name'));
      for (const app of [waypost.api, waypost.worker])
        Object.assign(Reflect.get(app.get(Network), 'rules') as object, { resolve });
      return asked;
    };

    test('a name that leads inside is refused whenever it is used, and its answer never shown', async () => {
      answerNames({
        'inside.example': ['127.0.0.1'],
        'six.example': ['::1'],
        'mapped.example': ['::ffff:127.0.0.1'],
        'meta.example': ['169.254.169.254'],
      });
      for (const name of ['inside.example', 'six.example', 'mapped.example', 'meta.example', 'nowhere.example']) {
        for (const [type, settings] of [
          ['whatsapp', { ...number, apiBaseUrl: `http://${name}:${canary.port}` }],
          ['telegram', { botToken: '1:a', webhookSecret: 's', apiBaseUrl: `http://${name}:${canary.port}` }],
          [
            'email',
            {
              address: `${name.split('.')[0]}-${next()}@shop.example`,
              smtpHost: name,
              smtpPort: canary.port,
              imapHost: name,
              imapPort: canary.port,
              imapUser: 'u',
              imapPassword: 'p',
            },
          ],
        ] as const) {
          const id = await create(admin, '/api/v1/channels', { type, name: 'x', settings });
          const { status, body } = await admin.post<{ ok: boolean; message: string }>(`/api/v1/channels/${id}/check`);
          expect([status, body.ok]).toEqual([200, false]);
          expect(JSON.stringify(body)).not.toMatch(/canary|127\.0\.0\.1|169\.254/);
        }
      }
    }, 30_000);

    test('a name that leads outside when it is vetted and inside when it is asked again is asked once', async () => {
      const kinds = [
        ['whatsapp', 'one.example', { ...number, apiBaseUrl: `http://one.example:${canary.port}` }],
        [
          'telegram',
          'two.example',
          { botToken: '1:a', webhookSecret: 's', apiBaseUrl: `http://two.example:${canary.port}` },
        ],
        [
          'email',
          'three.example',
          { address: 'rebound@shop.example', smtpHost: 'three.example', smtpPort: canary.port },
        ],
      ] as const;
      const all = (address: string) => Object.fromEntries(kinds.map(([, name]) => [name, [address]]));
      const asked = answerNames(all('2001:4860:4860::8888'), all('127.0.0.1'));
      await Promise.all(
        kinds.map(async ([type, name, settings]) => {
          const id = await create(admin, '/api/v1/channels', { type, name: 'x', settings });
          expect(await admin.post(`/api/v1/channels/${id}/check`)).toMatchObject({ status: 200, body: { ok: false } });
          expect(asked.filter((one) => one === name)).toEqual([name]);
          // Vetted anew, it is refused.
          expect(await admin.post(`/api/v1/channels/${id}/check`)).toMatchObject({ status: 200, body: { ok: false } });
        }),
      );
      expect([canary.hits, canary.connections]).toEqual([[], 0]);
    }, 120_000);

    test('an answer to a customer goes to no address inside, and says so', async () => {
      answerNames({ 'inside.example': ['127.0.0.1'] });
      const id = await create(admin, '/api/v1/channels', {
        type: 'whatsapp',
        name: 'Inside',
        settings: { ...number, apiBaseUrl: `http://inside.example:${canary.port}` },
      });
      expect(
        (await signedPost(batch(textFrom({ phone: '34600000009', name: 'Inside' }, 'hello')), `/hooks/whatsapp/${id}`))
          .status,
      ).toBe(200);
      const ticket = await ticketOf('Inside');
      await admin.post(`/api/v1/tickets/${ticket.id}/messages`, { text: 'an answer', visibility: 'public' });
      const failed = await until('it fails', async () =>
        (await messages(ticket.id)).find(({ deliveryStatus }) => deliveryStatus === 'failed'),
      );
      expect(failed.deliveryError).toMatch(/not allowed/);
    });

    test('neither a redirect nor a provider’s word for where a file is leads inside', async () => {
      answerNames({ localhost: ['127.0.0.1'] });
      const asked: string[] = [];
      let place = '';
      const handle = graph.handle.bind(graph);
      graph.handle = async (request, response) => {
        asked.push(request.url ?? '');
        if (request.url?.endsWith('/moved')) return void response.writeHead(302, { location: canary.url }).end();
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ url: place, mime_type: 'image/png', file_size: 3 }));
      };
      const inside = [
        canary.url,
        `http://localhost:${canary.port}/x`,
        `http://[::1]:${canary.port}/`,
        `http://user@127.0.0.1:${canary.port}`,
        'http://169.254.169.254/latest/meta-data',
        `http://${new URL(graph.baseUrl).host}@127.0.0.1:${canary.port}`,
      ];
      const media = (id: string) =>
        signedPost(
          batch(
            messageFrom(
              { phone: '34600000010', name: 'Media' },
              { type: 'image', image: { id, mime_type: 'image/png' } },
            ),
          ),
        );
      const files = (state: string) =>
        withOwner<{ n: number }>(
          waypost,
          `select count(*)::int as n from attachments a
           join contacts c on c.workspace_id = a.workspace_id and c.name = 'Media'
           join tickets t on t.id = a.ticket_id and t.contact_id = c.id where a.state = $1`,
          [state],
        ).then(([row]) => row!.n);
      for (const [n, url] of inside.entries()) {
        place = url;
        await media(`media-${n}`);
        await until(`${url} is refused`, async () => (await files('failed')) === n + 1, 15_000);
      }
      place = `${new URL(graph.baseUrl).origin}/moved`;
      await media('media-moved');
      await until('the redirect is met', () => asked.some((url) => url.endsWith('/moved')), 15_000);
      place = 'file:///etc/passwd';
      await media('media-file');
      await until('the other is asked for', () => asked.some((url) => url.endsWith('/media-file')), 15_000);
      graph.handle = handle;
      expect(await files('stored')).toBe(0);
    }, 60_000);

    test('nor does the address of a file that comes with a message of Messenger', async () => {
      answerNames({ localhost: ['127.0.0.1'] });
      const { host } = new URL(graph.baseUrl);
      const page = { pageId: '1906385232743451', appSecret: number.appSecret };
      const settings = { ...page, pageAccessToken: 't', verifyToken: 'v', apiBaseUrl: graph.baseUrl };
      const id = await create(admin, '/api/v1/channels', { type: 'messenger', name: 'Page', settings });
      const inside = [
        canary.url,
        `http://localhost:${canary.port}/x`,
        `http://[::ffff:127.0.0.1]:${canary.port}/`,
        'http://169.254.169.254/latest/meta-data',
        `http://${host}@127.0.0.1:${canary.port}`,
        `http://user:word@${host}/x`,
      ];
      const attachments = [...inside, 'file:///etc/passwd'].map((url) => ({ type: 'image', payload: { url } }));
      const person = { id: '7152034981187765', name: '' };
      const { body, headers } = signedBatch({ platform: 'messenger', ...page }, [
        messageOfPage(person.id, { attachments }),
      ]);
      const hook = `${waypost.url}/hooks/messenger/${id}`;
      expect((await fetch(hook, { method: 'POST', body, headers })).status).toBe(200);
      const ticket = await ticketOf(person.id);
      const { text, attachments: shown } = await until('the files to be refused', async () => {
        const [message] = await messages(ticket.id);
        return message?.attachments.every(({ state }) => state === 'failed') ? message : null;
      });
      expect([text, shown.length]).toEqual(['[image]', inside.length]);
    });
  });
});

let addresses = 0;
const next = () => ++addresses;
