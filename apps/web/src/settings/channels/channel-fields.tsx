import type { Channel } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { OptionalSelect } from '../form/select-field.js';
import { TextField } from '../form/text-field.js';
import type { Form } from '../form/use-form.js';
import { storeList, teamList, useChoices } from '../model/lists.js';
import type { Setting } from './kinds.js';
import { SettingFields } from './setting-fields.js';
import { type SettingValues, valuesOf } from './setting-values.js';

/** The values of a channel's form. */
interface ChannelValue {
  name: string;
  active: boolean;
  storeId: string | null;
  teamId: string | null;
  settings: SettingValues;
}

/** The initial values of a channel's form. */
export const channelValue = (settings: Setting[], channel?: Channel): ChannelValue => ({
  name: channel?.name ?? '',
  active: channel?.active ?? true,
  storeId: channel?.storeId ?? null,
  teamId: channel?.teamId ?? null,
  settings: valuesOf(settings, channel),
});

/** The fields of every channel, and those of its kind. */
export function ChannelFields({
  form,
  settings,
  stored,
}: {
  form: Form<ChannelValue>;
  settings: Setting[];
  stored?: Record<string, unknown>;
}) {
  return (
    <>
      <TextField
        {...form.field('name')}
        label={t('form.name')}
        hint={t('channels.name-hint')}
        maxLength={80}
        required
      />
      <SettingFields form={form} settings={settings} stored={stored} />
      <OptionalSelect
        {...form.field('storeId')}
        label={t('articles.store')}
        none={t('channels.no-store')}
        choices={useChoices(storeList)}
      />
      <OptionalSelect
        {...form.field('teamId')}
        label={t('team.title')}
        hint={t('channels.team-hint')}
        none={t('team.none')}
        choices={useChoices(teamList)}
      />
    </>
  );
}
