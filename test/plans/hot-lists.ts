import type { Client } from '../support/client.js';
import type { Sizes } from './fill-workspaces.js';
import { type Crowd, type HotPath, ok } from './crowd.js';

type Query = Record<string, string | string[]>;
const absent = '01900000-0000-7000-8000-000000000000';

/** Reads a page of tickets, and the next one. */
export async function list(client: Client, query: Query): Promise<void> {
  const given = Object.entries({ limit: '50', ...query }).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  const search = new URLSearchParams(given);
  const { nextCursor } = ok(await client.get<{ nextCursor: string | null }>(`/api/v1/tickets?${search.toString()}`));
  if (!nextCursor) return;
  search.set('cursor', nextCursor);
  ok(await client.get(`/api/v1/tickets?${search.toString()}`));
}

/** Every filter of a list, with much and with nothing to find. */
const filters = ({ storeId, teams, agentId }: Crowd): Query[] => [
  {},
  { status: 'open' },
  { status: 'closed' },
  { status: ['open', 'pending'] },
  { status: 'resolved' },
  { channelType: 'email' },
  { channelType: 'telegram' },
  { channelType: 'telegram', status: 'open' },
  { assignee: 'me' },
  { assignee: agentId, status: 'open' },
  { assignee: 'none' },
  { assignee: 'none', status: 'open' },
  { assignee: agentId, status: ['snoozed', 'resolved'] },
  { team: teams.large },
  { team: teams.small },
  { team: teams.small, status: 'pending' },
  { team: 'none' },
  { team: absent },
  { tag: 'vip' },
  { tag: 'seldom' },
  { tag: 'nowhere' },
  { tag: 'vip', channelType: 'telegram' },
  { storeId },
  { storeId: absent },
  { contactId: absent },
  { automatic: 'only' },
  { automatic: 'none' },
  { sla: 'soon' },
  { sla: 'soon', team: teams.small, status: 'open' },
  { sla: 'breached' },
  ...['answered', 'waiting', 'kept', 'late'].map((firstResponse) => ({ firstResponse })),
  ...['resolved', 'kept', 'late'].map((resolution) => ({ resolution })),
  { createdFrom: new Date(Date.now() - 86_400_000).toISOString() },
  { createdTo: '2001-01-01T00:00:00Z' },
  { status: 'open', team: teams.large, tag: 'vip', channelType: 'email' },
];

/** Those that narrow the way through a list in the order of what is due next, or do not. */
const isOrderedOtherwise = (filter: Query): boolean =>
  Object.keys(filter).length === 0 || ['status', 'sla', 'assignee', 'tag'].some((name) => name in filter);

/** Words in one ticket, in some, in many, in all and in none; names and numbers. */
const questions = ({ tickets }: Sizes): string[] => [
  `rare${tickets * 5 + 1}`,
  'nowhere',
  'twenty7x',
  'hundred7x',
  'tenth7x',
  'please',
  'lantern',
  'please nowhere',
  'tenth1x hundred2x',
  'parc',
  `rare${tickets * 5}`,
  'anna',
  'anna family10',
  'HH-40001',
  `HH-${4_000_000 + tickets / 2}`,
  String(100_000 + tickets / 2),
];

export const lists: HotPath = [
  'lists',
  async (crowd) => {
    for (const filter of filters(crowd)) {
      await list(crowd.admin, filter);
      if (isOrderedOtherwise(filter)) await list(crowd.admin, { ...filter, sort: 'due' });
    }
    const some: Query[] = [{}, { status: 'open' }, { sla: 'soon', sort: 'due' }];
    for (const client of [crowd.member, crowd.narrow]) for (const filter of some) await list(client, filter);
  },
];

export const searches: HotPath = [
  'searches',
  async (crowd) => {
    for (const q of questions(crowd)) await list(crowd.admin, { q });
    await list(crowd.admin, { q: 'please', tag: 'seldom' });
    await list(crowd.admin, { q: 'please', status: 'open', sort: 'due' });
    for (const client of [crowd.member, crowd.narrow])
      for (const q of ['please parcel', `rare${crowd.tickets * 5 + 1}`, 'nowhere']) await list(client, { q });
    for (const client of [crowd.admin, crowd.member, crowd.narrow])
      for (const q of ['anna', 'anna family10', 'nowhere'])
        ok(await client.get(`/api/v1/contacts?${new URLSearchParams({ q }).toString()}`));
  },
];
