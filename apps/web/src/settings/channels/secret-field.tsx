import { t } from '../../i18n/texts.js';
import { TextField } from '../form/text-field.js';
import type { Bound } from '../form/use-form.js';

interface SecretFieldProps extends Bound<string | null> {
  label: string;
  hint?: string;
  isSet: boolean;
  isRequired: boolean;
  maxLength?: number;
}

/** A secret: it goes in and never comes out. One that may be missing can be taken away. */
export function SecretField({ value, onChange, isSet, isRequired, ...field }: SecretFieldProps) {
  const isLeaving = value === null;
  const aside = isSet && !isRequired && (
    <button
      type="button"
      className="link"
      onClick={() => onChange(isLeaving ? '' : null)}
      aria-label={`${t(isLeaving ? 'form.keep' : 'form.remove-short')}: ${field.label}`}
    >
      {t(isLeaving ? 'form.keep' : 'form.remove-short')}
    </button>
  );
  return (
    <TextField
      {...field}
      value={value ?? ''}
      onChange={onChange}
      type="password"
      autoComplete="new-password"
      dir="ltr"
      required={isRequired && !isSet}
      aside={aside}
      placeholder={isLeaving ? t('form.secret-leaving') : isSet ? t('form.replace-secret') : undefined}
    />
  );
}
