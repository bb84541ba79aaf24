import { BotApi } from '../../apps/playground/server/bot-api/index.js';
import { GraphApi } from '../../apps/playground/server/graph-api/index.js';
import { adapterOf } from '#libs/channels';
import { type RecordedWebhook, recordedSettings, recordedWebhooks } from '../support/adapter-contract/recorded.js';
import type { Client } from '../support/client.js';

/** How often a message that should be there once is there, and whether it shows anything. */
export interface Stored {
  externalId: string;
  count: number;
  isEmpty: boolean;
}

/** The messages of a channel, read past the application. */
export const storedMessages = `select external_id as "externalId", count(*)::int as count,
  bool_or(deleted_at is null and text = '' and coalesce(html, '') = '' and coalesce(quoted, '') = ''
    and not exists (select from attachments a where a.message_id = m.id)) as "isEmpty"
  from messages m where channel_id = $1 and external_id is not null group by external_id`;

/** The ids of the messages that a delivery brings. */
export const idsOf = ({ expected }: RecordedWebhook): string[] =>
  (expected as { kind: string; externalId: string }[])
    .filter(({ kind }) => kind === 'message' || kind === 'echo')
    .map(({ externalId }) => externalId);

export async function channelOf(admin: Client, type: string, settings: Record<string, unknown>): Promise<string> {
  const made = await admin.post<{ id: string }>('/api/v1/channels', { type, name: type, settings });
  expect([type, made.status, made.body]).toEqual([type, 201, expect.anything()]);
  return made.body.id;
}

const standIns = {
  whatsapp: (settings: Record<string, string>) => new GraphApi(settings as never),
  telegram: (settings: Record<string, string>) => new BotApi(settings as never),
};

/** Delivers all that is recorded of a provider to a new channel, twice. The stand-in is the caller's to close. */
export async function deliverTwice(admin: Client, type: keyof typeof standIns) {
  const settings = recordedSettings(adapterOf(type)!);
  const standIn = await standIns[type](settings).listen();
  const channelId = await channelOf(admin, type, { ...settings, apiBaseUrl: standIn.baseUrl });
  const deliveries = recordedWebhooks(adapterOf(type)!).filter(({ request }) => request.method === 'POST');
  for (let round = 0; round < 2; round++)
    for (const { what, request } of deliveries) {
      const { status } = await fetch(`${admin.url}/hooks/${type}/${channelId}`, {
        method: 'POST',
        headers: request.headers as Record<string, string>,
        body: request.body as Uint8Array<ArrayBuffer>,
      });
      expect([what, status]).toEqual([what, 200]);
    }
  const ids = deliveries.flatMap(idsOf);
  expect(ids.length).toBeGreaterThan(10);
  return { channelId, ids, standIn };
}

export function expectOnce(found: Stored[], ids: string[]): void {
  const known = new Set(found.map(({ externalId }) => externalId));
  expect([...new Set(ids)].filter((id) => !known.has(id))).toEqual([]);
  expect(found.filter(({ count, isEmpty }) => count !== 1 || isEmpty)).toEqual([]);
}
