import { X } from 'lucide-react';
import type { OpenWindow } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { FieldError } from '../form/field.js';
import { useFieldError } from '../form/form-errors.js';
import { tidyTime } from './windows.js';

interface WindowLineProps {
  path: string;
  day: string;
  window: OpenWindow;
  onChange: (window: OpenWindow) => void;
  onDrop: () => void;
}

/** One span of a day. Its end may be 24:00, which the browser's own time field does not know. */
export function WindowLine({ path, day, window, onChange, onDrop }: WindowLineProps) {
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
