import type { BusinessHours } from '#libs/contracts';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { t } from '../../i18n/texts.js';
import { DeleteButton } from '../form/delete-button.js';
import { ListField } from '../form/list-field.js';
import { SelectField } from '../form/select-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Screen } from '../layout/screen.js';
import { hoursList, refresh, takenAt } from '../model/lists.js';
import { useMay } from '../../session/may.js';
import { timeZoneChoices } from '../model/places.js';
import { useGo } from '../model/use-go.js';
import { WeekField } from './week-field.js';
import { checkWindows, officeHours } from './windows.js';

/** A calendar: its zone, its week and the days on which nobody is there. */
export function HoursForm({ hours }: { hours: BusinessHours | undefined }) {
  const go = useGo('hours');
  const initial = {
    name: hours?.name ?? '',
    timeZone: hours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    windows: hours?.windows ?? officeHours,
    holidays: hours?.holidays ?? [],
  };
  const form = useForm(initial, {
    save: async (value, changed) => {
      if (hours) await call('updateBusinessHours', { params: { hoursId: hours.id }, body: changed });
      else await call('createBusinessHours', { body: value });
      await refresh(hoursList);
      if (!hours) await go();
      return { ...value, holidays: [...new Set(value.holidays)].sort() };
    },
    check: ({ windows }) => checkWindows(windows),
    explainHere: takenAt('name'),
  });
  const drop = async () => {
    await call('deleteBusinessHours', { params: { hoursId: hours!.id } });
    await go();
    await refresh(hoursList);
  };
  const title = hours?.name ?? t('hours.add');
  const danger = hours && (
    <DeleteButton
      name={hours.name}
      text={t('hours.delete-text')}
      onDelete={drop}
      explainHere={(error) => (isProblem(error, 'conflict') ? t('hours.in-use') : undefined)}
    />
  );
  return (
    <Screen title={title} parent={{ name: 'hours', title: t('hours.title') }}>
      <SettingsForm
        form={form}
        label={title}
        canEdit={useMay('admin')}
        action={hours ? undefined : t('hours.add')}
        danger={danger}
      >
        <TextField {...form.field('name')} label={t('form.name')} maxLength={80} required />
        <SelectField {...form.field('timeZone')} label={t('form.time-zone')} choices={timeZoneChoices()} />
        <WeekField {...form.field('windows')} />
        <ListField
          {...form.field('holidays')}
          label={t('hours.holidays')}
          hint={t('hours.holidays-hint')}
          add={t('hours.add-holiday')}
          most={400}
          input={{ type: 'date', dir: 'ltr' }}
        />
      </SettingsForm>
    </Screen>
  );
}
