import type { Store } from '#libs/contracts';
import { type Answer, type RequestInput, call } from '../../api/call.js';
import type { Setting } from '../channels/kinds.js';
import { type SettingValues, settingsToChange, settingsToCreate, valuesOf } from '../channels/setting-values.js';

/** A store as it stands in its form. */
export interface StoreValue {
  name: string;
  domain: string;
  platform: string;
  settings: SettingValues;
  locale: string;
  timeZone: string;
  currency: string;
}

/** What stands in the form at first. */
export const valueOf = (store: Store | undefined, platform: string, settings: Setting[]): StoreValue => ({
  name: store?.name ?? '',
  domain: store?.domain ?? '',
  platform: store?.platform ?? platform,
  settings: valuesOf(settings, store),
  locale: store?.locale ?? 'en',
  timeZone: store?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: store?.currency ?? 'EUR',
});

/** Adds a store with the settings that its platform asks for. */
export const createStore = (
  asked: Setting[],
  { domain, settings, ...rest }: StoreValue,
): Promise<Answer<'createStore'>> =>
  call('createStore', { body: { ...rest, settings: settingsToCreate(asked, settings), ...(domain && { domain }) } });

/** Changes what was changed; an untouched secret stays as it is. */
export function updateStore(
  store: Store,
  asked: Setting[],
  { domain, settings, platform: _fixed, ...rest }: Partial<StoreValue>,
): Promise<Answer<'updateStore'>> {
  const body: RequestInput<'updateStore'>['body'] = {
    ...rest,
    ...(domain !== undefined && { domain: domain || null }),
    ...(settings && { settings: settingsToChange(asked, settings, store) }),
  };
  return call('updateStore', { params: { storeId: store.id }, body });
}
