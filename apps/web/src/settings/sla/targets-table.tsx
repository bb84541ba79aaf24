import type { SlaTargets } from '#libs/contracts';
import { joined } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { FieldGroup } from '../form/field.js';
import type { Bound } from '../form/use-form.js';
import { DurationCell } from './duration-cell.js';
import { measures, priorities } from './targets.js';

const measureNames = { firstResponseSeconds: 'clocks.first-response', resolutionSeconds: 'clocks.resolution' } as const;

/** The targets: a line for each priority, a column for each clock. */
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
