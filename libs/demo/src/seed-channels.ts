import { randomBytes } from 'node:crypto';
import { adapterOf, sealSettings, splitSecrets } from '#libs/channels';
import { type Secrets, type Tx, newId } from '#libs/platform';
import type { DemoChannel, DemoStore } from './demo-world.js';
import { insertRows } from './support/insert-rows.js';

/** Path below which the playground's stand-in for Meta's API answers. */
export const graphPath = '/playground/graph/v26.0';
/** The same for those of pages and of accounts at Instagram. */
export const pagePaths = { messenger: '/playground/messenger/v26.0', instagram: '/playground/instagram/v26.0' };
/** The same for Telegram's. */
export const botPath = '/playground/telegram';

interface NewChannel {
  type: DemoChannel['type'] | keyof typeof pagePaths;
  name: string;
  store: DemoStore;
  settings: Record<string, unknown>;
}

/**
 * The channels of the shops. The apps of the phone use the playground, whose address is set at each start of the api.
 */
export async function seedChannels(
  tx: Tx,
  secrets: Secrets,
  workspaceId: string,
  stores: DemoStore[],
): Promise<DemoChannel[]> {
  const [home, garden] = stores as [DemoStore, DemoStore];
  const secret = () => randomBytes(24).toString('hex');
  const wanted: NewChannel[] = [
    {
      type: 'widget',
      name: 'Chat on havn-holm.example',
      store: home,
      settings: { allowedOrigins: [], identitySecret: secret(), replyMinutes: 6 },
    },
    {
      type: 'email',
      name: 'support@demo.example',
      store: home,
      settings: { address: 'support@demo.example', displayName: 'Havn & Holm' },
    },
    {
      type: 'whatsapp',
      name: 'WhatsApp',
      store: home,
      settings: {
        phoneNumberId: '106540352242922',
        businessAccountId: '102290129340398',
        accessToken: secret(),
        appSecret: secret(),
        verifyToken: secret(),
        apiBaseUrl: `http://127.0.0.1${graphPath}`,
      },
    },
    {
      type: 'messenger',
      name: 'Havn & Holm on Facebook',
      store: home,
      settings: {
        pageId: '104880012345678',
        pageAccessToken: secret(),
        appSecret: secret(),
        verifyToken: secret(),
        humanAgent: true,
        apiBaseUrl: `http://127.0.0.1${pagePaths.messenger}`,
      },
    },
    {
      type: 'instagram',
      name: 'havn.holm',
      store: home,
      settings: {
        accountId: '17841400012345678',
        accessToken: secret(),
        appSecret: secret(),
        verifyToken: secret(),
        humanAgent: true,
        apiBaseUrl: `http://127.0.0.1${pagePaths.instagram}`,
      },
    },
    {
      type: 'telegram',
      name: 'Telegram',
      store: home,
      settings: {
        botToken: `7000000001:${secret()}`,
        webhookSecret: secret(),
        apiBaseUrl: `http://127.0.0.1${botPath}`,
      },
    },
    {
      type: 'email',
      name: 'garden@demo.example',
      store: garden,
      settings: { address: 'garden@demo.example', displayName: 'Tide & Timber' },
    },
  ];
  const now = new Date();
  const made = wanted.map(({ type, name, store, settings }) => {
    const id = newId();
    const split = splitSecrets(adapterOf(type)!.settings, settings);
    return {
      row: {
        workspace_id: workspaceId,
        id,
        type,
        name,
        store_id: store.id,
        settings: split.open,
        secrets: sealSettings(secrets, id, split.secrets),
        // The playground stands in for their providers from the beginning.
        receives_since: now,
        sends_since: now,
      },
      address: settings.address as string | undefined,
    };
  });
  await insertRows(
    tx,
    'channels',
    made.map(({ row }) => row),
  );
  await insertRows(
    tx,
    'channel_routes',
    made.map(({ row }) => ({ channel_id: row.id, workspace_id: workspaceId, type: row.type })),
  );
  await insertRows(
    tx,
    'channel_addresses',
    made
      .filter(({ address }) => address)
      .map(({ row, address }) => ({ address, channel_id: row.id, workspace_id: workspaceId })),
  );
  // Nobody has written to the page and the account yet.
  return made.flatMap(({ row: { id, type, store_id: storeId }, address }) =>
    type in pagePaths ? [] : { id, type: type as DemoChannel['type'], storeId, ...(address && { address }) },
  );
}
