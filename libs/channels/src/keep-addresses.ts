import { createHmac } from 'node:crypto';
import { Problem, type Secrets, type Tx, requireWorkspaceId, rows } from '#libs/platform';
import { addressesOfOthers, dropOtherAddresses, takeAddresses } from './channels.queries.js';
import type { ChannelAdapter } from './define-channel.js';

/** Gives a channel the addresses of its settings, and no others. Throws Problem `conflict` when another has one. */
export async function keepAddresses(
  tx: Tx,
  channelId: string,
  adapter: ChannelAdapter,
  settings: Record<string, unknown>,
): Promise<void> {
  const addresses = (adapter.addresses?.(settings) ?? []).map((address) => address.toLowerCase());
  await tx.query(dropOtherAddresses, [channelId, addresses]);
  await tx.query(takeAddresses, [addresses, channelId, requireWorkspaceId()]);
  // Check after the insert: it has waited for a concurrent transaction that added the address.
  const taken = await rows<{ address: string }>(tx, addressesOfOthers, [addresses, channelId]);
  if (taken[0]) throw new Problem('conflict', 'Another channel has this address already');
}

/** Frees all addresses of a channel. */
export const freeAddresses = (tx: Tx, channelId: string): Promise<unknown> =>
  tx.query(dropOtherAddresses, [channelId, []]);

/** How deliveries to the app's shared webhook lead to a channel with these settings. */
export const routeOf = (secrets: Secrets, { appHook }: ChannelAdapter, settings: Record<string, unknown>) => ({
  account: appHook?.account(settings) ?? null,
  verifyMark: appHook ? verifyMarkOf(secrets, appHook.verifyToken(settings)) : null,
});

/** Finds a token without keeping it: the key is the installation's. */
export const verifyMarkOf = (secrets: Secrets, token: string): string =>
  createHmac('sha256', secrets.key('hook-verify')).update(token).digest('base64url');
