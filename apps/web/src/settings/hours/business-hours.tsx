import type { BusinessHours as Hours } from '#libs/contracts';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { DeleteButton } from '../form/ask.js';
import { ListField } from '../form/list-field.js';
import { SelectField } from '../form/select-field.js';
import { SettingsForm } from '../form/settings-form.js';
import { TextField } from '../form/text-field.js';
import { useForm } from '../form/use-form.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { Screen, useGo } from '../layout/screen.js';
import { hoursList, refresh, takenAt } from '../model/lists.js';
import { timeZoneChoices } from '../model/places.js';
import { WeekField } from './week-field.js';
import { checkWindows, hoursOfWeek, officeHours } from './windows.js';

/** The business hours of the workspace. */
export function BusinessHours({ itemId }: SectionProps) {
  return (
    <Resource
      name="hours"
      role="admin"
      itemId={itemId}
      list={hoursList}
      title={t('hours.title')}
      lead={t('hours.lead')}
      add={t('hours.add')}
      empty={t('hours.empty')}
      row={({ name, timeZone, windows }) => ({
        title: name,
        meta: <bdi>{timeZone.replaceAll('_', ' ')}</bdi>,
        end: <span className="meta numbers">{t('hours.per-week', { hours: hoursOfWeek(windows) })}</span>,
      })}
      form={(hours) => <HoursForm hours={hours} />}
    />
  );
}

/** A calendar: time zone, opening hours of the week, and holidays. */
function HoursForm({ hours }: { hours: Hours | undefined }) {
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
          max={400}
          input={{ type: 'date', dir: 'ltr' }}
        />
      </SettingsForm>
    </Screen>
  );
}
