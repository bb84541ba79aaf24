import { Secrets, loadConfig, newId } from '#libs/platform';
import { chooseOffice } from './demo-office.js';
import { readArticles, readData, readLanguages, readNotes } from './demo-texts.js';
import type { DemoAgent, DemoWorld } from './demo-world.js';
import { ContactBook } from './make-contact.js';
import { OrderBook } from './make-order.js';
import { planTickets } from './plan-tickets.js';
import { readShoppers } from './shoppers.js';
import { Random } from './support/random.js';
import { TicketWriter } from './write-ticket.js';

const secrets = new Secrets(
  loadConfig({ SECRET_KEY: 'a-key-of-the-test-with-many-letters', DATABASE_URL: 'postgres://nobody@127.0.0.1/none' }),
);

const files = new Proxy(
  {},
  { get: () => ({ storageKey: 'ab/cd', contentType: 'image/jpeg', size: 1 }) },
) as DemoWorld['files'];

function worldAt(now: number): DemoWorld {
  const { stores } = readData<{
    stores: (Omit<DemoWorld['stores'][number], 'id' | 'nextOrder'> & { firstOrder: number })[];
  }>('stores');
  const made = stores.map((store) => ({ ...store, id: newId(), nextOrder: store.firstOrder }));
  const teamIds: [string, string] = [newId(), newId()];
  const agents: DemoAgent[] = ['zh', 'de', 'ar', 'es', 'ja', 'fr'].map((language, index) => ({
    id: newId(),
    name: `Agent ${index}`,
    teamIds: [teamIds[index % 2]!],
    languages: [language, 'en'],
  }));
  const channels: DemoWorld['channels'] = (['widget', 'email', 'whatsapp', 'telegram'] as const).map((type) => ({
    id: newId(),
    type,
    storeId: made[0]!.id,
    ...(type === 'email' && { address: 'support@demo.example' }),
  }));
  return {
    workspaceId: newId(),
    now,
    office: chooseOffice(now),
    random: new Random(7),
    secrets,
    languages: readLanguages(),
    notes: readNotes(),
    articles: readArticles(),
    files,
    agents,
    teamIds,
    stores: made,
    channels,
  };
}

// A demo may be started at any time: weekends, daylight-saving changes, the new year, at night.
test.each([
  '2026-11-22T11:00:00Z',
  '2026-03-29T01:30:00Z',
  '2026-10-25T00:59:00Z',
  '2027-01-01T00:00:30Z',
  '2026-07-04T03:10:00Z',
  '2028-02-29T23:59:59Z',
  '2026-12-25T18:00:00Z',
])('writes a history up to %s', (start) => {
  const world = worldAt(Date.parse(start));
  const [contacts, orders] = [new ContactBook(world), new OrderBook(world)];
  const scripts = planTickets(world).map((plan) => new TicketWriter(world, contacts, orders).write(plan));
  expect(scripts.length).toBeGreaterThan(400);
  expect(scripts.length).toBeLessThan(900);
  expect(scripts.filter(({ lastAt }) => lastAt > world.now)).toEqual([]);
  const numbers = [
    ...orders.all.map(({ externalId }) => externalId),
    ...readShoppers().map(({ order }) => order.externalId),
  ];
  expect(new Set(numbers).size).toBe(numbers.length);
  const addresses = contacts.all.flatMap(({ email, phone }) => [email, phone]);
  expect(new Set(addresses).size).toBe(addresses.length);
});
