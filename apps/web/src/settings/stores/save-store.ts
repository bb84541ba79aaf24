import type { Store } from '#libs/contracts';
import { type Answer, type RequestInput, call } from '../../api/call.js';
import type { Setting } from '../channels/kinds.js';
import { type WatchValue, watchOf, watchValueOf } from './watch-fields.js';
import { type SettingValues, settingsToChange, settingsToCreate, valuesOf } from '../channels/setting-values.js';

/** The values of a store's form. */
export interface StoreValue {
  name: string;
  domain: string;
  platform: string;
  settings: SettingValues;
  locale: string;
  timeZone: string;
  currency: string;
  watch: WatchValue;
}

/** The initial values of a store's form. */
export const valueOf = (store: Store | undefined, platform: string, settings: Setting[]): StoreValue => ({
  name: store?.name ?? '',
  domain: store?.domain ?? '',
  platform: store?.platform ?? platform,
  settings: valuesOf(settings, store),
  locale: store?.locale ?? 'en',
  timeZone: store?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: store?.currency ?? 'EUR',
  watch: watchValueOf(store),
});

/** Creates a store with the settings of its platform. */
export const createStore = (
  asked: Setting[],
  { domain, settings, watch, ...rest }: StoreValue,
): Promise<Answer<'createStore'>> =>
  call('createStore', {
    body: {
      ...rest,
      settings: settingsToCreate(asked, settings),
      promiseWatch: watchOf(watch),
      ...(domain && { domain }),
    },
  });

/** Updates the changed values; an untouched secret stays. */
export function updateStore(
  store: Store,
  asked: Setting[],
  { domain, settings, watch, platform: _fixed, ...rest }: Partial<StoreValue>,
): Promise<Answer<'updateStore'>> {
  const body: RequestInput<'updateStore'>['body'] = {
    ...rest,
    ...(domain !== undefined && { domain: domain || null }),
    ...(watch && { promiseWatch: watchOf(watch) }),
    ...(settings && { settings: settingsToChange(asked, settings, store) }),
  };
  return call('updateStore', { params: { storeId: store.id }, body });
}
