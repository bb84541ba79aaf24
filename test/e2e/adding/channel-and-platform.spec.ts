import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelKind, Message, Order, Store, StorePlatform, Ticket } from '#libs/contracts';
import type { z } from 'zod';
import type { Client } from '../../support/client.js';
import { findGaps } from '../../support/languages/find-gaps.js';
import { SourceTree } from '../../support/source-tree.js';
import { until } from '../../support/until.js';
import type { TestWaypost } from '../../support/waypost.js';

type Page<T> = { items: T[] };
type Letter = { to: string; text: string };

/** A channel and a shop platform are each a folder and a line: added so to a copy of the sources, they work. */
describe('a channel and a shop platform that are added', () => {
  const tree = new SourceTree();
  const flown: Letter[] = [];
  let waypost: TestWaypost;
  let admin: Client;
  let loft: Server;
  let channelId: string;

  beforeAll(async () => {
    tree.addFolder('libs/channels/src/adapters/pigeon');
    tree.addLine('libs/channels/src/adapters/index.ts', `export { pigeon } from './pigeon/index.js';`);
    tree.addFolder('libs/stores/src/platforms/bazaar');
    tree.addLine('libs/stores/src/platforms/index.ts', `export { bazaar } from './bazaar/index.js';`);
    const { startWaypost } = await tree.load<typeof import('../../support/waypost.js')>('test/support/waypost.ts');
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    loft = await openLoft(flown);
  });
  afterAll(async () => {
    loft?.close();
    await waypost?.close();
    tree.remove();
  });

  const ofLoft = () => `http://127.0.0.1:${(loft.address() as AddressInfo).port}`;
  const arrive = (letter: object, ring = 'the ring') =>
    waypost.anonymous.post(`/hooks/pigeon/${channelId}`, letter, { 'x-pigeon-ring': ring });
  const tickets = async () => (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items;
  const messages = async (ticketId: string) =>
    (await admin.get<Page<Message>>(`/api/v1/tickets/${ticketId}/messages`)).body.items;

  describe('the channel', () => {
    const kindIn = async (locale: string) =>
      (await admin.get<Page<z.infer<typeof ChannelKind>>>(`/api/v1/channel-kinds?locale=${locale}`)).body.items.find(
        ({ type }) => type === 'pigeon',
      );

    test('is described to the agents’ app, in the reader’s language or in English', async () => {
      expect(await kindIn('de-AT')).toMatchObject({
        label: 'Brieftaube',
        glyph: ['M16 7h.01', expect.stringContaining('M3.4 18')],
        ink: { light: '#6B5545', dark: '#C9AF9B' },
        capabilities: { proves: 'phone', maxTextLength: 40 },
        settings: {
          required: ['loft', 'ringSecret', 'apiBaseUrl'],
          properties: {
            loft: { title: 'Taubenschlag', description: 'Wohin die Tauben heimkehren.' },
            ringSecret: { title: 'Geheimnis am Ring', group: 'Die Taube', secret: true },
          },
        },
        snippet: null,
        canCheck: false,
      });
      expect((await kindIn('fr'))?.label).toBe('Carrier pigeon');
    });

    test('is set up with its own settings, its secret never read out', async () => {
      const wrong = await admin.post('/api/v1/channels', { type: 'pigeon', name: 'Roof', settings: { loft: 'Roof' } });
      expect(wrong.status).toBe(400);
      const { status, body } = await admin.post<{ id: string; settings: object; webhookUrl: string }>(
        '/api/v1/channels',
        { type: 'pigeon', name: 'Roof', settings: { loft: 'Roof', ringSecret: 'the ring', apiBaseUrl: ofLoft() } },
      );
      expect([status, body.settings]).toEqual([201, { loft: 'Roof', ringSecret: true, apiBaseUrl: ofLoft() }]);
      channelId = body.id;
      expect(body.webhookUrl).toBe(`${waypost.config.publicUrl}/hooks/pigeon/${channelId}`);
    });

    test('takes a letter as a ticket, once and from its own provider only', async () => {
      const letter = { id: 'l-1', from: 'loft-7', name: 'Mina', text: 'Hello from the tower' };
      expect((await arrive(letter, 'another ring')).status).toBe(401);
      expect((await arrive(letter)).status).toBe(200);
      expect((await arrive(letter)).status).toBe(200);
      const found = await tickets();
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject({ subject: letter.text, channel: { type: 'pigeon' }, contact: { name: 'Mina' } });
      expect(found[0]!.replyWindowEndsAt).not.toBeNull();
      const filtered = await admin.get<Page<Ticket>>('/api/v1/tickets?channelType=pigeon');
      expect(filtered.body.items).toHaveLength(1);
    });

    test('carries an answer back, and none that is longer than it can', async () => {
      const { id } = (await tickets())[0]!;
      const answer = (text: string) => admin.post(`/api/v1/tickets/${id}/messages`, { text, visibility: 'public' });
      expect((await answer('x'.repeat(41))).status).toBe(400);
      expect((await answer('Welcome home')).status).toBe(201);
      await until('the answer is sent', async () => (await messages(id)).at(-1)?.deliveryStatus === 'sent');
      expect(flown).toEqual([{ to: 'loft-7', text: 'Welcome home' }]);
    });
  });

  describe('the shop platform', () => {
    let store: Store;

    test('is described to the agents’ app, in the reader’s language', async () => {
      const { items } = (await admin.get<Page<z.infer<typeof StorePlatform>>>('/api/v1/store-platforms?locale=zh-CN'))
        .body;
      expect(items.map(({ type }) => type)).toEqual(['api', 'bazaar', 'shopify']);
      expect(items[1]).toMatchObject({
        label: '集市',
        settings: { required: ['stall', 'token'], properties: { token: { title: '令牌', secret: true } } },
        webhooks: { hint: '请交给集市管理员。' },
      });
    });

    test('sets a store up with its own settings, its secrets never read out', async () => {
      const create = (settings: object) =>
        admin.post<Store>('/api/v1/stores', { name: 'Souk', platform: 'bazaar', settings });
      expect((await create({ stall: 'seven', token: 'salt' })).status).toBe(400);
      expect((await create({ stall: '7', token: 'salt', webhookSecret: 'x' })).status).toBe(400);
      const { status, body } = await create({ stall: '7', token: 'salt' });
      store = body;
      expect([status, body.settings]).toEqual([201, { stall: '7', token: true, passphrase: false }]);
      expect(body.webhookUrl).toBe(`${waypost.config.publicUrl}/hooks/stores/${store.id}`);
      const changed = await admin.send<Store>('PATCH', `/api/v1/stores/${store.id}`, {
        body: { settings: { passphrase: 'sesame', token: true } },
      });
      expect(changed.body.settings).toEqual({ stall: '7', token: true, passphrase: true });
    });

    test('reports an order, once and from its own shop only', async () => {
      const sale = { id: '77', buyer: 'mina@buyer.example', sum: '12.50', at: '2026-11-22T10:00:00Z' };
      const report = (token: string) =>
        waypost.anonymous.post(new URL(store.webhookUrl!).pathname, sale, {
          'x-bazaar-stall': '7',
          'x-bazaar-token': token,
          'x-bazaar-delivery': 'd-1',
        });
      expect((await report('pepper')).status).toBe(401);
      expect((await report('salt')).status).toBe(200);
      expect((await report('salt')).status).toBe(200);
      const { body } = await admin.get<Order>(`/api/v1/stores/${store.id}/orders/77`);
      expect(body).toMatchObject({ number: 'B-77', total: '12.50', status: 'paid' });
    });
  });

  test('both are complete in every language that the agents’ app speaks', async () => {
    const { languages } = await tree.load<typeof import('#libs/contracts')>('libs/contracts/src/index.ts');
    expect(findGaps(tree.root, languages)).toEqual([]);
  });
});

function openLoft(flown: Letter[]): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      flown.push(JSON.parse(Buffer.concat(chunks).toString()) as Letter);
      response
        .writeHead(201, { 'content-type': 'application/json' })
        .end(JSON.stringify({ id: `sent-${flown.length}` }));
    });
  });
  return new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server)));
}
