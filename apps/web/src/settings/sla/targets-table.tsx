import { useEffect, useState } from 'react';
import type { SlaTargets } from '#libs/contracts';
import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { FieldError, FieldGroup } from '../form/field.js';
import { useFieldError } from '../form/form-errors.js';
import type { Bound } from '../form/use-form.js';
import { measures, priorities, toParts, toSeconds } from './targets.js';

const measureNames = { firstResponseSeconds: 'clocks.first-response', resolutionSeconds: 'clocks.resolution' } as const;

/** The targets: a row for each priority, a column for each clock. */
export function TargetsTable({ path, value, onChange }: Bound<SlaTargets>) {
  return (
    <FieldGroup path={path} label={t('sla.targets')} hint={t('sla.targets-hint')}>
      <table className="targets">
        <thead>
          <tr>
            <th scope="col">{t('priority.title')}</th>
            {measures.map((measure) => (
              <th key={measure} scope="col">
                {t(measureNames[measure])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {priorities.map((priority) => (
            <tr key={priority}>
              <th scope="row">{t(`priority.${priority}`)}</th>
              {measures.map((measure) => (
                <td key={measure}>
                  <DurationCell
                    path={`${path}.${priority}.${measure}`}
                    label={joined([t(`priority.${priority}`), t(measureNames[measure])])}
                    value={value[priority][measure]}
                    onChange={(seconds) =>
                      onChange({ ...value, [priority]: { ...value[priority], [measure]: seconds } })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </FieldGroup>
  );
}

/** A duration in hours and minutes; empty for none. */
function DurationCell({ path, label, value, onChange }: Bound<number | null> & { label: string }) {
  const [parts, setParts] = useState(() => toParts(value));
  const error = useFieldError(path);
  // Keep the text as typed, unless the value was set from elsewhere.
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
