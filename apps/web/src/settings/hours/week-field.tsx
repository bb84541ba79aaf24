import { Plus, X } from 'lucide-react';
import type { OpenWindow } from '#libs/contracts';
import { locale, t } from '../../i18n/texts.js';
import { FieldError, FieldGroup } from '../form/field.js';
import { useFieldError } from '../form/form-errors.js';
import type { Bound } from '../form/use-form.js';
import { tidyTime, weekdayName, weekdays } from './windows.js';

/** The opening hours of each day of the week. */
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

interface WindowLineProps {
  path: string;
  day: string;
  window: OpenWindow;
  onChange: (window: OpenWindow) => void;
  onDrop: () => void;
}

/** One window of a day. A text field, since its end may be 24:00, which a native time field does not accept. */
function WindowLine({ path, day, window, onChange, onDrop }: WindowLineProps) {
  const error = useFieldError(path);
  const time = (edge: 'from' | 'to') => (
    <input
      className="input time"
      dir="ltr"
      inputMode="numeric"
      maxLength={5}
      placeholder="00:00"
      data-path={path}
      value={window[edge]}
      aria-label={t(`hours.${edge}`, { day })}
      aria-invalid={error ? true : undefined}
      aria-describedby={error ? `${path}-error` : undefined}
      onChange={({ target }) => onChange({ ...window, [edge]: target.value })}
      onBlur={({ target }) =>
        target.value !== tidyTime(target.value) && onChange({ ...window, [edge]: tidyTime(target.value) })
      }
    />
  );
  return (
    <div>
      <div className="row">
        {time('from')}
        <span aria-hidden className="third">
          –
        </span>
        {time('to')}
        <button
          type="button"
          className="button only-icon"
          aria-label={t('hours.drop-window', { day, from: window.from, to: window.to })}
          onClick={onDrop}
        >
          <X className="icon small" aria-hidden />
        </button>
      </div>
      {error && <FieldError id={`${path}-error`}>{error}</FieldError>}
    </div>
  );
}
