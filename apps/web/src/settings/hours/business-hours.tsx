import { t } from '../../i18n/texts.js';
import { Resource, type SectionProps } from '../layout/resource.js';
import { hoursList } from '../model/lists.js';
import { HoursForm } from './hours-form.js';
import { hoursOfWeek } from './windows.js';

/** When somebody is there. */
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
