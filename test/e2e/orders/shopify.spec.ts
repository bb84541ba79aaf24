import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
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

interface Recorded {
  topic: string;
  payload: Record<string, unknown> & { id: number; order_id?: number };
}
/** A sequence as a shop sent it, with its times moved to yesterday and its last step an hour ago. */
function recorded(name: string): { id: number; steps: Recorded[] } {
  const text = readFileSync(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8');
  const times = [...text.matchAll(/2026-11-30T\d\d:\d\d:\d\d\+00:00/g)].map(([at]) => Date.parse(at));
  const shift = Date.now() - 3_600_000 - Math.max(...times);
  const steps = JSON.parse(
    text.replace(/2026-11-30T\d\d:\d\d:\d\d\+00:00/g, (at) => new Date(Date.parse(at) + shift).toISOString()),
  ) as Recorded[];
  return { id: steps[0]!.payload.id, steps };
}

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

  it('shows its webhook address, and its secret never', async () => {
    expect(store.webhookUrl).toBe(`${waypost.config.publicUrl}/hooks/stores/${store.id}`);
    const stores = (await admin.get<{ items: Store[] }>('/api/v1/stores')).body;
    expect(JSON.stringify([store, stores])).not.toContain(secret);
    expect(JSON.stringify(await withOwner(waypost, 'select * from stores'))).not.toContain(secret);
  });

  it('delivers orders, fulfilments and their events', async () => {
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

  const noticesOf = async (id: number) =>
    withOwner<{ kind: string; form: string; numbers: (string | null)[] }>(
      waypost,
      `select n.kind, n.form, array(select jsonb_array_elements_text(coalesce(nullif(p->'numbers', 'null'), '[]')) from jsonb_array_elements(n.parcels) p) as numbers
       from contact_notices n join orders o on o.id = n.order_id where o.external_id = $1 order by n.created_at, n.id`,
      [String(id)],
    );
  const kindsOf = async (id: number) =>
    (await noticesOf(id)).map(({ kind, form }) => (form === 'usual' ? kind : `${kind} ${form}`));

  it('keeps every tracking number of a fulfilment, with its link', async () => {
    const { id, steps } = recorded('three-tracking-numbers');
    for (const { topic, payload } of steps) expect(await hook(topic, payload)).toBe(200);
    const links = ['JD001', 'JD002', 'JD003'].map((number) => ({ number, url: `https://t.example/${number}` }));
    expect(await read(id)).toMatchObject({ status: 'shipped', shipments: [{ number: 'JD001', tracking: links }] });
    expect(await kindsOf(id)).toEqual(['shipped']);
  });

  it('announces each part of an order, and the order itself with the last', async () => {
    const { id, steps } = recorded('two-partial-shipments');
    const seen: string[] = [];
    for (const { topic, payload } of steps) {
      expect(await hook(topic, payload)).toBe(200);
      const { status, partial } = await read(id);
      seen.push(partial ? `${status}, a part` : status);
    }
    expect(seen).toEqual(['paid', ...Array<string>(3).fill('processing, a part'), 'shipped', 'shipped']);
    expect(await kindsOf(id)).toEqual(['shipped part', 'shipped parcel']);
  });

  it('keeps the later state of two updates of one second, whichever comes last', async () => {
    const { id, steps } = recorded('two-updates-of-one-second');
    for (const { topic, payload } of steps) await hook(topic, payload);
    expect((await read(id)).status).toBe('cancelled');
    const parcel = nextId++;
    const at = `${day(-1)}T10:00:00Z`;
    await hook('orders/create', order(parcel, `${day(-2)}T10:00:00Z`));
    await hook('fulfillments/update', fulfillment(parcel, at, { tracking_numbers: ['A', 'B'], status: 'cancelled' }));
    await hook('fulfillments/create', fulfillment(parcel, at));
    expect(await read(parcel)).toMatchObject({ status: 'paid', shipments: [{ status: 'cancelled' }] });
  });

  it('takes the number of a cancelled fulfilment back, and announces the parcel that is sent instead', async () => {
    const id = nextId++;
    await hook('orders/create', order(id, `${day(-2)}T10:00:00Z`));
    await hook('fulfillments/create', fulfillment(id, `${day(-1)}T10:00:00Z`));
    await withOwner(
      waypost,
      `update contact_notices n set state = 'sent' from orders o where o.id = n.order_id and o.external_id = $1`,
      [String(id)],
    );
    await hook('fulfillments/update', fulfillment(id, `${day(-1)}T11:00:00Z`, { status: 'cancelled' }));
    expect((await read(id)).status).toBe('paid');
    await hook('fulfillments/create', {
      ...fulfillment(id, `${day(-1)}T12:00:00Z`, { tracking_number: 'JD0147', tracking_url: null }),
      id: id * 10 + 1,
    });
    expect((await read(id)).status).toBe('shipped');
    expect(await noticesOf(id)).toEqual([
      { kind: 'shipped', form: 'usual', numbers: [] },
      { kind: 'withdrawn', form: 'usual', numbers: ['JD0146'] },
      { kind: 'shipped', form: 'usual', numbers: [] },
    ]);
  });

  it('says nothing of a parcel that was withdrawn before its buyer heard of it', async () => {
    const id = nextId++;
    await hook('orders/create', order(id, `${day(-2)}T10:00:00Z`, { email: null }));
    await hook('fulfillments/create', fulfillment(id, `${day(-1)}T10:00:00Z`, { email: null }));
    await withOwner(
      waypost,
      `update contact_notices n set state = 'needs-agent' from orders o where o.id = n.order_id and o.external_id = $1`,
      [String(id)],
    );
    await hook('fulfillments/update', fulfillment(id, `${day(-1)}T11:00:00Z`, { status: 'cancelled' }));
    expect((await read(id)).notices.map(({ kind, state }) => [kind, state])).toEqual([['shipped', 'superseded']]);
  });

  it('gives a tracking number that comes later, once', async () => {
    const id = nextId++;
    const none = { tracking_number: null, tracking_url: null };
    await hook('orders/create', order(id, `${day(-2)}T10:00:00Z`));
    await hook('fulfillments/create', fulfillment(id, `${day(-1)}T10:00:00Z`, none));
    for (const hour of [11, 12]) await hook('fulfillments/update', fulfillment(id, `${day(-1)}T${hour}:00:00Z`));
    expect(await kindsOf(id)).toEqual(['shipped', 'shipped tracking']);
  });

  it.each<[string, object, object, string]>([
    [
      'a gift card',
      { line_items: [{ id: 1, title: 'Gift card', gift_card: true, quantity: 1, price: '50.00' }] },
      {},
      'delivered',
    ],
    [
      'a download',
      { line_items: [{ id: 1, title: 'Pattern', requires_shipping: false, quantity: 1, price: '5.00' }] },
      {},
      'delivered',
    ],
    ['what is fetched in the shop', { shipping_address: null }, { shipment_status: 'picked_up' }, 'delivered'],
    [
      'what the shop’s way calls local_pickup',
      { shipping_lines: [{ delivery_category: 'local_pickup' }] },
      { destination: null },
      'delivered',
    ],
    [
      'what is fetched, in the shop’s language',
      { shipping_lines: [{ title: 'Abholung im Laden' }] },
      { destination: null },
      'delivered',
    ],
    [
      'what waits in the shop',
      { shipping_lines: [{ code: 'Local pickup', title: 'Pick up' }] },
      { shipment_status: 'ready_for_pickup' },
      'shipped',
    ],
  ])('never says that %s was handed to a carrier, whichever comes first', async (_, more, parcel, status) => {
    for (const isOrderFirst of [true, false]) {
      const id = nextId++;
      const { line_items: items } = order(id, '', more) as { line_items?: unknown };
      const sent = fulfillment(id, `${day(-1)}T10:00:00Z`, {
        tracking_number: null,
        tracking_url: null,
        tracking_company: null,
        line_items: items,
        ...parcel,
      });
      const first = () => hook('orders/create', order(id, `${day(-2)}T10:00:00Z`, more));
      if (isOrderFirst) await first();
      await hook('fulfillments/create', sent);
      if (!isOrderFirst) await first();
      const done = { ...more, fulfillment_status: 'fulfilled', fulfillments: [sent] };
      await hook('orders/updated', order(id, `${day(-1)}T10:00:01Z`, done));
      expect(await read(id)).toMatchObject({ status, shipments: [], notices: [] });
    }
  });

  it('reports a carrier’s delay once for each new date, and each date is on record', async () => {
    const id = nextId++;
    const scan = (event: number, more: object) =>
      hook('fulfillment_events/create', {
        id: event,
        order_id: id,
        fulfillment_id: id * 10,
        status: 'delayed',
        happened_at: `${day(-1)}T1${event}:00:00Z`,
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
    // The same event means another thing under another topic.
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

  it('reported as changed far ahead is kept as changed now, so that later news of it counts', async () => {
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

  it('reported as changed some hours ahead, its local time as UTC, is kept as changed now, with its parcels', async () => {
    const id = nextId++;
    const told = (hours: number, total: string, number: string) => {
      const at = new Date(Date.now() + hours * 3_600_000).toISOString();
      return order(id, at, { total_price: total, fulfillments: [fulfillment(id, at, { tracking_number: number })] });
    };
    await hook('orders/create', told(8, '2.00', 'FIRST'));
    expect(Date.parse((await read(id)).updatedAt)).toBeLessThanOrEqual(Date.now());
    await hook('orders/updated', told(0.01, '1.00', 'LATER'));
    expect(await read(id)).toMatchObject({ total: '1.00', shipments: [{ number: 'LATER' }] });
  });

  it('mends a time far ahead that an earlier version kept', async () => {
    const id = nextId++;
    const known = order(id, `${day(-2)}T10:00:00Z`, { fulfillments: [fulfillment(id, `${day(-2)}T10:00:00Z`)] });
    await hook('orders/create', known);
    for (const table of ['orders', 'shipments'])
      await withOwner(
        waypost,
        `update ${table} set source_updated_at = now() + interval '40 years' where external_id = any($1::text[])`,
        [[String(id), String(id * 10)]],
      );
    const later = order(id, `${day(-1)}T10:00:00Z`, {
      total_price: '1.00',
      fulfillments: [fulfillment(id, `${day(-1)}T10:00:00Z`, { tracking_number: 'LATER' })],
    });
    await hook('orders/updated', later);
    expect(await read(id)).toMatchObject({ total: '1.00', shipments: [{ number: 'LATER' }] });
  });

  it('goes on with the news after a scan that was dated far ahead', async () => {
    const id = nextId++;
    const scan = (event: number, more: object) =>
      hook('fulfillment_events/create', {
        id: event,
        order_id: id,
        fulfillment_id: id * 10,
        status: 'in_transit',
        ...more,
      });
    await hook('orders/create', order(id, `${day(-2)}T10:00:00Z`));
    await hook('fulfillments/create', fulfillment(id, `${day(-1)}T10:00:00Z`));
    await scan(1, { happened_at: '2099-01-01T00:00:00Z' });
    const { at } = (await read(id)).shipments[0]!.events[0]!;
    expect(Date.parse(at)).toBeLessThanOrEqual(Date.now());
    await scan(2, { status: 'delayed', happened_at: new Date(Date.now() + 60_000).toISOString() });
    expect((await read(id)).delayed).toBe(true);
  });

  it('is announced to no buyer with a date that cannot be, nor with words that turn direction', async () => {
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

  it('may report a parcel before its order', async () => {
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

  it('waits for the storage with no transaction open, keeps nothing twice, and is retried by the shop', async () => {
    const storage = waypost.api.get(Storage);
    const put = storage.put.bind(storage);
    const open: unknown[] = [];
    storage.put = async (bytes) => {
      open.push(
        ...(await withOwner(
          waypost,
          `select query from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'
           and query like '%store_deliveries%'`,
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
