import { readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';
import { EmbeddedPostgres } from '../../apps/standalone/src/postgres/index.js';
import { LoneWaypost } from '../support/lone-waypost.js';
import { sendShopify } from '../support/shopify.js';

interface Delivery {
  topic: string;
  payload: { id: number; order_id?: number };
}
interface RecordedOnce {
  headers: Record<string, string>;
  payload: Delivery['payload'];
}

const secret = 'shpss_a-secret';
const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));

/** What is recorded of the shop: single deliveries, and sequences. */
function recordings(): [string, Delivery[]][] {
  const single = new URL('../../libs/stores/src/platforms/shopify/payloads/', import.meta.url);
  const sequences = new URL('../e2e/orders/recorded/', import.meta.url);
  const one = (name: string): [string, Delivery[]] => {
    const { headers, payload } = readJson(new URL(name, single)) as RecordedOnce;
    return [name, [{ topic: headers['x-shopify-topic']!, payload }]];
  };
  const many = (name: string): [string, Delivery[]] => [name, readJson(new URL(name, sequences)) as Delivery[]];
  return [...readdirSync(single).map(one), ...readdirSync(sequences).map(many)];
}

const stored = `
  select o.external_id as "orderId", o.number, (select count(*)::int from shipments s where s.order_id = o.id) as parcels,
    (select count(*)::int from tracking_events e join shipments s on s.id = e.shipment_id where s.order_id = o.id) as scans,
    (select count(*)::int from promises p where p.order_id = o.id) as promises, o.items <> '[]' as "hasItems"
  from orders o where o.store_id = $1`;

describe('every recorded delivery of a shop, made twice to the product as it is shipped', () => {
  const waypost = new LoneWaypost();
  let owner: pg.Client;
  beforeAll(async () => {
    await waypost.start();
    await waypost.setUp();
    owner = new pg.Client(new EmbeddedPostgres({ dataDir: waypost.dataDir }).urls.databaseMigrationUrl);
    await owner.connect();
  }, 120_000);
  afterAll(async () => {
    await owner?.end();
    await waypost.remove();
  }, 60_000);

  /** A store of its own, to which it is delivered so many times. Returns what is stored of it. */
  async function deliver(deliveries: Delivery[], domain: string, times: number) {
    const store = { name: domain, platform: 'shopify', domain, webhookSecret: secret, timeZone: 'UTC' };
    const { body } = await waypost.admin.post<{ id: string }>('/api/v1/stores', store);
    for (let time = 0; time < times; time++)
      for (const { topic, payload } of deliveries) {
        const url = `${waypost.admin.url}/hooks/stores/${body.id}`;
        expect([topic, await sendShopify(url, topic, payload, { secret, domain })]).toEqual([topic, 200]);
      }
    return (await owner.query<{ orderId: string; hasItems: boolean }>(stored, [body.id])).rows;
  }

  it.each(recordings())('%s: nothing is lost, empty or doubled', async (name, deliveries) => {
    const slug = name.replace(/\W/g, '-');
    const once = await deliver(deliveries, `${slug}-once.myshopify.com`, 1);
    const twice = await deliver(deliveries, `${slug}-twice.myshopify.com`, 2);
    const ids = new Set(deliveries.map(({ payload }) => String(payload.order_id ?? payload.id)));
    expect(twice.map(({ orderId }) => orderId)).toEqual([...ids]);
    expect(twice).toEqual(once);
    if (deliveries.some(({ topic }) => topic.startsWith('orders/')))
      expect(twice.every(({ hasItems }) => hasItems)).toBe(true);
    const { rows } = await owner.query('select reason from dead_letters');
    expect(rows).toEqual([]);
  });
});
