import { createHmac, randomUUID } from 'node:crypto';
import type { Order, Store } from '#libs/contracts';
import { Storage, StorageUnavailable } from '#libs/platform';
import type { Client } from '../../support/client.js';
import { type ShopifyOptions, sendShopify } from '../../support/shopify.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';

const secret = 'shpss_a-secret';
const domain = 'harbour.myshopify.com';
const start = Date.now();
/** A day, counted from today. */
const day = (days: number) => new Date(start + days * 86_400_000).toISOString().slice(0, 10);
let nextId = 5_551_200_001;

describe('Shopify', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let store: Store;
  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    store = (
      await admin.post<Store>('/api/v1/stores', {
        name: 'Harbour',
        platform: 'shopify',
        domain,
        webhookSecret: secret,
        locale: 'de',
        timeZone: 'Europe/Berlin',
        currency: 'EUR',
      })
    ).body;
  });
  afterAll(() => waypost?.close());

  const hook = (topic: string, payload: unknown, more: Partial<ShopifyOptions> = {}) =>
    sendShopify(`${waypost.url}/hooks/stores/${store.id}`, topic, payload, { secret, domain, ...more });
  const read = async (id: number) => (await admin.get<Order>(`/api/v1/stores/${store.id}/orders/${id}`)).body;
  const count = async (table: string) =>
    Number((await withOwner<{ n: string }>(waypost, `select count(*) as n from ${table}`))[0]!.n);
  const order = (id: number, updatedAt: string, more: object = {}) => ({
    id,
    name: `#${id}`,
    email: 'Ann@Buyer.example',
    currency: 'EUR',
    total_price: '148.00',
    customer_locale: 'en-GB',
    financial_status: 'paid',
    fulfillment_status: null,
    created_at: `${day(-2)}T10:00:00+01:00`,
    updated_at: updatedAt,
    line_items: [
      { id: 1, title: 'Stoneware teapot', variant_title: 'Blue', quantity: 2, price: '74.00', sku: 'TEA-1' },
    ],
    fulfillments: [],
    ...more,
  });
  const fulfillment = (id: number, updatedAt: string, more: object = {}) => ({
    id: id * 10,
    order_id: id,
    name: `#${id}.1`,
    status: 'success',
    email: 'ann@buyer.example',
    created_at: updatedAt,
    updated_at: updatedAt,
    tracking_company: 'DHL',
    tracking_number: 'JD0146',
    tracking_url: 'https://dhl.example/JD0146',
    ...more,
  });

  it('has its webhook address told, and its secret never', async () => {
    expect(store.webhookUrl).toBe(`${waypost.config.publicUrl}/hooks/stores/${store.id}`);
    const stores = (await admin.get<{ items: Store[] }>('/api/v1/stores')).body;
    expect(JSON.stringify([store, stores])).not.toContain(secret);
    expect(JSON.stringify(await withOwner(waypost, 'select * from stores'))).not.toContain(secret);
  });

  it('brings orders, fulfilments and their events', async () => {
    const id = nextId++;
    expect(await hook('orders/create', order(id, `${day(-2)}T10:00:00Z`))).toBe(200);
    expect(await read(id)).toMatchObject({
      number: `#${id}`,
      email: 'ann@buyer.example',
      locale: 'en-GB',
      total: '148.00',
      status: 'paid',
      paymentStatus: 'paid',
      items: [{ name: 'Stoneware teapot, Blue', quantity: 2, price: '74.00', sku: 'TEA-1' }],
      shipments: [],
    });
    expect(await hook('fulfillments/create', fulfillment(id, `${day(-1)}T10:00:00Z`))).toBe(200);
    expect(
      await hook('fulfillment_events/create', {
        id: 77,
        order_id: id,
        fulfillment_id: id * 10,
        status: 'in_transit',
        happened_at: `${day(-1)}T18:00:00Z`,
        city: 'Leipzig',
        country: 'DE',
        message: 'Export cleared',
        estimated_delivery_at: `${day(3)}T12:00:00Z`,
      }),
    ).toBe(200);
    const shipped = await read(id);
    expect(shipped).toMatchObject({
      status: 'shipped',
      promises: [{ source: 'carrier' }],
      shipments: [
        {
          number: 'JD0146',
          carrier: 'DHL',
          url: 'https://dhl.example/JD0146',
          status: 'shipped',
          events: [{ status: 'in_transit', location: 'Leipzig, DE', message: 'Export cleared' }],
        },
      ],
    });
    expect(new Date(shipped.promisedAt!).toISOString()).toBe(`${day(3)}T12:00:00.000Z`);
    await hook('fulfillment_events/create', {
      id: 78,
      order_id: id,
      fulfillment_id: id * 10,
      status: 'delivered',
      happened_at: `${day(2)}T09:00:00Z`,
    });
    expect(await read(id)).toMatchObject({ status: 'delivered', shipments: [{ status: 'delivered' }] });
    expect((await read(id)).notices.map(({ kind }) => kind).sort()).toEqual(['delivered', 'shipped']);
  });

  it('tells a carrier’s delay once for each new date, and each date stands on record', async () => {
    const id = nextId++;
    const scan = (event: number, more: object) =>
      hook('fulfillment_events/create', {
        id: event,
        order_id: id,
        fulfillment_id: id * 10,
        status: 'delayed',
        happened_at: `${day(0)}T0${event}:00:00Z`,
        ...more,
      });
    await hook('orders/create', order(id, `${day(-2)}T10:00:00Z`));
    await hook('fulfillments/create', fulfillment(id, `${day(-1)}T10:00:00Z`));
    await scan(1, { status: 'in_transit', estimated_delivery_at: `${day(3)}T12:00:00Z` });
    await scan(3, { estimated_delivery_at: `${day(6)}T12:00:00Z` });
    await scan(4, { estimated_delivery_at: `${day(6)}T16:00:00Z` });
    // A scan from before that comes late is no news.
    await scan(2, { estimated_delivery_at: `${day(8)}T12:00:00Z` });
    await scan(5, { estimated_delivery_at: `${day(9)}T12:00:00Z` });
    const { notices, promises, delayed, shipments } = await read(id);
    expect(notices.map(({ kind }) => kind)).toEqual(['shipped', 'delayed', 'delayed']);
    expect(promises.map(({ promisedAt }) => new Date(promisedAt).toISOString().slice(0, 10))).toEqual([
      day(3),
      day(6),
      day(6),
      day(9),
    ]);
    expect([delayed, shipments[0]!.events.length]).toEqual([true, 5]);
  });

  it('is refused with any wrong signature or shop, and nothing is stored', async () => {
    const payload = order(nextId++, `${day(-2)}T10:00:00Z`);
    const body = JSON.stringify(payload);
    const mac = (key: string, encoding: 'base64' | 'hex') => createHmac('sha256', key).update(body).digest(encoding);
    const before = [await count('orders'), await count('store_deliveries'), await count('dead_letters')];
    const wrong: Partial<ShopifyOptions>[] = [
      { secret: 'another' },
      { domain: 'other.myshopify.com' },
      { domain: '' },
      { headers: { 'x-shopify-hmac-sha256': '' } },
      { headers: { 'x-shopify-hmac-sha256': mac(secret, 'hex') } },
      { headers: { 'x-shopify-hmac-sha256': 'A' } },
      { headers: { 'x-shopify-hmac-sha256': mac(secret, 'base64').replace(/=+$/, '') } },
      { headers: { 'x-shopify-hmac-sha256': createHmac('sha256', secret).update(`${body} `).digest('base64') } },
    ];
    for (const more of wrong) expect(await hook('orders/create', payload, more)).toBe(401);
    expect([await count('orders'), await count('store_deliveries'), await count('dead_letters')]).toEqual(before);
  });

  it('of another workspace proves nothing here, and an unknown store is not there', async () => {
    const other = (await waypost.workspace('Other')).admin;
    const theirs = (
      await other.post<Store>('/api/v1/stores', {
        name: 'Theirs',
        platform: 'shopify',
        domain,
        webhookSecret: 'their secret',
      })
    ).body;
    const payload = order(nextId++, `${day(-2)}T10:00:00Z`);
    expect(
      await sendShopify(`${waypost.url}/hooks/stores/${theirs.id}`, 'orders/create', payload, { secret, domain }),
    ).toBe(401);
    expect(
      await sendShopify(`${waypost.url}/hooks/stores/${randomUUID()}`, 'orders/create', payload, { secret, domain }),
    ).toBe(404);
    expect(
      await sendShopify(`${waypost.url}/hooks/stores/not-an-id`, 'orders/create', payload, { secret, domain }),
    ).toBe(404);
    const plain = (await admin.post<Store>('/api/v1/stores', { name: 'By API' })).body;
    expect(
      await sendShopify(`${waypost.url}/hooks/stores/${plain.id}`, 'orders/create', payload, { secret, domain }),
    ).toBe(404);
    expect((await other.get(`/api/v1/stores/${store.id}/orders/${payload.id}`)).status).toBe(404);
  });

  it('is taken at the address that shops were given before', async () => {
    const id = nextId++;
    const old = `${waypost.url}/hooks/shopify/${store.id}`;
    const options = { secret, domain };
    expect(await sendShopify(old, 'orders/create', order(id, `${day(-2)}T10:00:00Z`), options)).toBe(200);
    expect((await read(id)).number).toBe(`#${id}`);
    expect(
      await sendShopify(old, 'orders/create', order(id, `${day(-2)}T10:00:00Z`), { ...options, secret: 'x' }),
    ).toBe(401);
  });

  it('is stored once, however often and under whichever webhook id an event comes', async () => {
    const id = nextId++;
    const events = { 'x-shopify-event-id': randomUUID() };
    const first = order(id, `${day(-2)}T10:00:00Z`);
    await Promise.all(Array.from({ length: 30 }, () => hook('orders/create', first, { headers: events })));
    expect(await hook('orders/create', { ...first, name: '#changed' }, { headers: events })).toBe(200);
    expect((await read(id)).number).toBe(`#${id}`);
    // The same event tells another thing under another topic.
    expect(await hook('fulfillments/create', fulfillment(id, `${day(-1)}T10:00:00Z`), { headers: events })).toBe(200);
    expect((await read(id)).status).toBe('shipped');
  });

  it('never goes back: an older update after a newer one changes nothing', async () => {
    const id = nextId++;
    await hook(
      'orders/updated',
      order(id, `${day(-1)}T12:00:00Z`, {
        fulfillment_status: 'fulfilled',
        fulfillments: [fulfillment(id, `${day(-1)}T12:00:00Z`, { tracking_number: 'NEW' })],
      }),
    );
    await hook(
      'orders/updated',
      order(id, `${day(-2)}T12:00:00Z`, {
        total_price: '1.00',
        fulfillments: [fulfillment(id, `${day(-2)}T12:00:00Z`, { tracking_number: 'OLD' })],
      }),
    );
    await hook(
      'fulfillments/update',
      fulfillment(id, `${day(-2)}T13:00:00Z`, { tracking_number: 'OLD', status: 'pending' }),
    );
    expect(await read(id)).toMatchObject({
      status: 'shipped',
      total: '148.00',
      shipments: [{ number: 'NEW', status: 'shipped' }],
    });
    await hook('orders/cancelled', order(id, `${day(0)}T12:00:00Z`, { cancelled_at: `${day(0)}T12:00:00Z` }));
    expect((await read(id)).status).toBe('cancelled');
  });

  it('told of as changed far ahead is kept as changed now, so that later news of it counts', async () => {
    const id = nextId++;
    const far = '9999-12-31T00:00:00Z';
    expect(
      await hook(
        'orders/create',
        order(id, far, {
          fulfillment_status: 'fulfilled',
          fulfillments: [fulfillment(id, far, { tracking_number: 'FIRST' })],
        }),
      ),
    ).toBe(200);
    expect(Date.parse((await read(id)).updatedAt)).toBeLessThanOrEqual(Date.now());
    const later = new Date(Date.now() + 60_000).toISOString();
    await hook(
      'orders/updated',
      order(id, later, { total_price: '1.00', fulfillments: [fulfillment(id, later, { tracking_number: 'LATER' })] }),
    );
    expect(await read(id)).toMatchObject({ total: '1.00', shipments: [{ number: 'LATER' }] });
  });

  it('is told to nobody by a date that cannot be, nor by words that turn direction', async () => {
    const id = nextId++;
    await hook(
      'orders/create',
      order(id, `${day(-2)}T10:00:00Z`, {
        name: `\u202e#${id}\u2069`,
        line_items: [{ id: 1, title: '\u2067Cup', quantity: 1, price: '1.00' }],
      }),
    );
    await hook('fulfillment_events/create', {
      id: 95,
      order_id: id,
      fulfillment_id: id * 10,
      status: 'in_transit',
      happened_at: '9999-12-31T00:00:00Z',
      created_at: `${day(-1)}T18:00:00Z`,
      city: '\u202eLeipzig',
      message: '\u202emoc.live',
      estimated_delivery_at: '0000-01-01T00:00:00Z',
    });
    expect(await read(id)).toMatchObject({
      number: `#${id}`,
      items: [{ name: 'Cup' }],
      promisedAt: null,
      promises: [],
      shipments: [{ events: [{ location: 'Leipzig', message: 'moc.live', estimatedAt: null }] }],
    });
    expect(new Date((await read(id)).shipments[0]!.events[0]!.at).toISOString()).toBe(`${day(-1)}T18:00:00.000Z`);
  });

  it('may tell of a parcel before its order', async () => {
    const id = nextId++;
    await hook('fulfillment_events/create', {
      id: 91,
      order_id: id,
      fulfillment_id: id * 10,
      status: 'in_transit',
      happened_at: `${day(-1)}T18:00:00Z`,
    });
    await hook('fulfillments/create', fulfillment(id, `${day(-1)}T10:00:00Z`));
    expect(await read(id)).toMatchObject({
      number: `#${id}`,
      email: 'ann@buyer.example',
      status: 'shipped',
      locale: 'de',
    });
    await hook('orders/create', order(id, `${day(-2)}T10:00:00Z`));
    expect(await read(id)).toMatchObject({
      status: 'shipped',
      locale: 'en-GB',
      shipments: [{ number: 'JD0146', events: [{ status: 'in_transit' }] }],
    });
    expect((await read(id)).notices.map(({ kind }) => kind)).toEqual(['shipped']);
  });

  it('is answered 200 for what is not understood, which is kept', async () => {
    const before = await count('dead_letters');
    for (const [topic, payload] of [
      ['products/update', { id: 1 }],
      ['customers/redact', { shop_id: 1 }],
      ['orders/create', 'not json'],
      ['orders/create', { id: 1 }],
      ['orders/create', '[]'],
      ['fulfillments/create', { id: 'x' }],
      ['fulfillment_events/create', null],
    ] as const) {
      expect(await hook(topic, payload)).toBe(200);
    }
    expect(await count('dead_letters')).toBe(before + 7);
    expect(await hook('orders/create', '\u0000 is no order')).toBe(200);
    expect(await count('dead_letters')).toBe(before + 8);
    expect(
      await hook('orders/create', {
        ...order(nextId++, `${day(-2)}T10:00:00Z`),
        email: { a: 1 },
        line_items: 'none',
        total_price: 'free',
        customer_locale: '../x',
        fulfillments: [null, 7],
      }),
    ).toBe(200);
  });

  it('waits for the storage with no transaction open, keeps nothing twice, and has the shop come again when the storage is away', async () => {
    const storage = waypost.api.get(Storage);
    const put = storage.put.bind(storage);
    const open: unknown[] = [];
    storage.put = async (bytes) => {
      open.push(
        ...(await withOwner(
          waypost,
          `select query from pg_stat_activity where datname = current_database() and state like 'idle in transaction%' and query like '%store_deliveries%'`,
        )),
      );
      return put(bytes);
    };
    const repeated = { headers: { 'x-shopify-event-id': randomUUID() } };
    const before = await count('dead_letters');
    expect([
      await hook('products/update', { id: 2 }, repeated),
      await hook('products/update', { id: 2 }, repeated),
    ]).toEqual([200, 200]);
    expect([open, await count('dead_letters')]).toEqual([[], before + 1]);
    storage.put = () => Promise.reject(new StorageUnavailable('answered 503 to PUT'));
    expect(await hook('products/update', { id: 3 })).toBe(503);
    storage.put = put;
    expect(await count('dead_letters')).toBe(before + 1);
  });
});
