import { t } from '../../i18n/texts.js';
import { OptionalSelect } from '../form/select-field.js';
import { TextField } from '../form/text-field.js';
import type { Form } from '../form/use-form.js';
import { storeList, teamList, useChoices } from '../model/lists.js';
import type { ChannelValue } from './channel-value.js';
import type { Setting } from './kinds.js';
import { SettingFields } from './setting-fields.js';

/** What every channel has, and what its kind asks for. */
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
