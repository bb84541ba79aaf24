import type { Store } from '#libs/contracts';
import { type Answer, type RequestInput, call } from '../../api/call.js';

/** A store as it stands in its form. */
export interface StoreValue {
  name: string;
  domain: string;
  platform: Store['platform'];
  webhookSecret: string;
  locale: string;
  timeZone: string;
  currency: string;
}

/** What stands in the form at first. */
export const valueOf = (store: Store | undefined): StoreValue => ({
  name: store?.name ?? '',
  domain: store?.domain ?? '',
  platform: store?.platform ?? 'api',
  webhookSecret: '',
  locale: store?.locale ?? 'en',
  timeZone: store?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: store?.currency ?? 'EUR',
});

/** Adds a store. */
export function createStore({ domain, webhookSecret, ...rest }: StoreValue): Promise<Answer<'createStore'>> {
  return call('createStore', { body: { ...rest, ...(domain && { domain }), ...(webhookSecret && { webhookSecret }) } });
}

/** Changes what was changed; an empty secret stays as it is. */
export function updateStore(
  storeId: string,
  { domain, webhookSecret, platform: _fixed, ...rest }: Partial<StoreValue>,
): Promise<Answer<'updateStore'>> {
  const body: RequestInput<'updateStore'>['body'] = {
    ...rest,
    ...(domain !== undefined && { domain: domain || null }),
    ...(webhookSecret && { webhookSecret }),
  };
  return call('updateStore', { params: { storeId }, body });
}
