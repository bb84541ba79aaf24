import { Plus } from 'lucide-react';
import type { OpenWindow } from '#libs/contracts';
import { locale, t } from '../../i18n/texts.js';
import { FieldGroup } from '../form/field.js';
import type { Bound } from '../form/use-form.js';
import { WindowLine } from './window-line.js';
import { weekdayName, weekdays } from './windows.js';

/** The week: for each day the hours in which somebody is there. */
export function WeekField({ path, value, onChange }: Bound<OpenWindow[]>) {
  const add = (weekday: number) => {
    const last = value.findLast((window) => window.weekday === weekday);
    onChange([...value, last ? { weekday, from: last.to, to: '' } : { weekday, from: '09:00', to: '17:00' }]);
  };
  const set = (at: number, window: OpenWindow) => onChange(value.map((one, index) => (index === at ? window : one)));
  return (
    <FieldGroup path={path} label={t('hours.week')} hint={t('hours.week-hint')}>
      <ul className="week">
        {weekdays.map((weekday) => {
          const day = weekdayName(weekday, locale());
          const windows = value.flatMap((window, at) => (window.weekday === weekday ? [{ window, at }] : []));
          return (
            <li key={weekday} className="week-day">
              <span className="medium">{day}</span>
              <div className="week-windows">
                {windows.length === 0 && <span className="third">{t('hours.closed')}</span>}
                {windows.map(({ window, at }) => (
                  <WindowLine
                    key={at}
                    path={`${path}.${at}`}
                    day={day}
                    window={window}
                    onChange={(next) => set(at, next)}
                    onDrop={() => onChange(value.filter((_, index) => index !== at))}
                  />
                ))}
              </div>
              <button
                type="button"
                className="button only-icon"
                aria-label={t('hours.add-window', { day })}
                title={t('hours.add-window', { day })}
                onClick={() => add(weekday)}
              >
                <Plus className="icon small" aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
    </FieldGroup>
  );
}
