import { useEffect, useState } from 'react';
import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { FieldError } from '../form/field.js';
import { useFieldError } from '../form/form-errors.js';
import type { Bound } from '../form/use-form.js';
import { toParts, toSeconds } from './targets.js';

/** A span in hours and minutes; empty: none. */
export function DurationCell({ path, label, value, onChange }: Bound<number | null> & { label: string }) {
  const [parts, setParts] = useState(() => toParts(value));
  const error = useFieldError(path);
  // What is typed stays as typed, unless the value was set from elsewhere.
  useEffect(() => setParts((typed) => (toSeconds(typed) === value ? typed : toParts(value))), [value]);
  const change = (part: Partial<typeof parts>) => {
    const next = { ...parts, ...part };
    setParts(next);
    onChange(toSeconds(next));
  };
  const shared = {
    className: 'input',
    type: 'number',
    min: 0,
    step: 1,
    inputMode: 'numeric',
    'data-path': path,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${path}-error` : undefined,
  } as const;
  return (
    <div className="duration">
      <span className="duration-parts">
        <input
          {...shared}
          aria-label={joined([label, t('sla.hours')])}
          value={parts.hours}
          onChange={({ target }) => change({ hours: target.value })}
        />
        <span aria-hidden>{t('sla.h')}</span>
        <input
          {...shared}
          max={59}
          aria-label={joined([label, t('sla.minutes')])}
          value={parts.minutes}
          onChange={({ target }) => change({ minutes: target.value })}
        />
        <span aria-hidden>{t('sla.min')}</span>
      </span>
      {error && <FieldError id={`${path}-error`}>{error}</FieldError>}
    </div>
  );
}
