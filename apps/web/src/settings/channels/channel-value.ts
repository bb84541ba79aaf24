import type { Channel } from '#libs/contracts';
import type { Setting } from './kinds.js';
import { type SettingValues, valuesOf } from './setting-values.js';

/** A channel as it stands in its form. */
export interface ChannelValue {
  name: string;
  active: boolean;
  storeId: string | null;
  teamId: string | null;
  settings: SettingValues;
}

/** What stands in a channel's form at first. */
export const channelValue = (settings: Setting[], channel?: Channel): ChannelValue => ({
  name: channel?.name ?? '',
  active: channel?.active ?? true,
  storeId: channel?.storeId ?? null,
  teamId: channel?.teamId ?? null,
  settings: valuesOf(settings, channel),
});
