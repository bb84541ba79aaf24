import type { Store } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { CheckField } from '../form/check-field.js';
import { TextField } from '../form/text-field.js';
import type { Bound } from '../form/use-form.js';

/** The days are texts while they are typed. */
export interface WatchValue {
  active: boolean;
  silentDays: string;
  lateDays: string;
}

export const watchValueOf = (store: Store | undefined): WatchValue => {
  const { active = true, silentDays = 5, lateDays = 1 } = store?.promiseWatch ?? {};
  return { active, silentDays: String(silentDays), lateDays: String(lateDays) };
};

export const watchOf = ({ active, silentDays, lateDays }: WatchValue): Store['promiseWatch'] => ({
  active,
  silentDays: Number(silentDays),
  lateDays: Number(lateDays),
});

/** Whether buyers hear of a promise that passes in silence, and after how many days. */
export function WatchFields({ path, value, onChange }: Bound<WatchValue>) {
  const days = { type: 'number', inputMode: 'numeric', min: 1, max: 60, step: 1, dir: 'ltr', required: true } as const;
  const field = <K extends keyof WatchValue>(name: K) => ({
    path: `${path}.${name}`,
    value: value[name],
    onChange: (next: WatchValue[K]) => onChange({ ...value, [name]: next }),
  });
  return (
    <>
      <CheckField {...field('active')} label={t('stores.watch')} hint={t('stores.watch-hint')} />
      {value.active && (
        <>
          <TextField {...field('silentDays')} {...days} label={t('stores.silent-days')} />
          <TextField {...field('lateDays')} {...days} label={t('stores.late-days')} />
        </>
      )}
    </>
  );
}
