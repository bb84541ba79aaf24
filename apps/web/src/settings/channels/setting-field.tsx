import { t } from '../../i18n/texts.js';
import { CheckField } from '../form/check-field.js';
import { ListField } from '../form/list-field.js';
import { TextAreaField, TextField } from '../form/text-field.js';
import type { Bound } from '../form/use-form.js';
import type { Setting } from './kinds.js';
import type { SettingValue } from './setting-values.js';

interface SettingFieldProps extends Bound<SettingValue> {
  setting: Setting;
  /** Whether the server already has this secret. */
  isSet: boolean;
}

/** One field of settings, rendered from its schema. */
export function SettingField({ setting, isSet, path, value, onChange }: SettingFieldProps) {
  const {
    type,
    secret,
    multiline,
    format,
    maxLength,
    minLength,
    minimum,
    maximum,
    maxItems = 50,
    isRequired,
  } = setting;
  const shared = { path, label: setting.title ?? setting.name, hint: setting.description };
  if (secret)
    return (
      <SecretField
        {...shared}
        value={value as string | null}
        onChange={onChange}
        isSet={isSet}
        isRequired={isRequired}
        maxLength={maxLength}
      />
    );
  if (type === 'boolean') return <CheckField {...shared} value={value === true} onChange={onChange} />;
  if (type === 'array')
    return (
      <ListField
        {...shared}
        value={value as string[]}
        onChange={onChange}
        add={setting.add ?? t('form.add-line')}
        max={maxItems}
        input={{ dir: 'ltr', type: 'url', maxLength: 300, placeholder: 'https://' }}
      />
    );
  const text = { ...shared, value: value as string, onChange, required: isRequired, maxLength, minLength };
  if (multiline) return <TextAreaField {...text} rows={3} />;
  if (type === 'integer' || type === 'number')
    return (
      <TextField
        {...text}
        type="number"
        min={minimum}
        max={maximum}
        step={type === 'integer' ? 1 : 'any'}
        className="input short"
      />
    );
  return (
    <TextField
      {...text}
      type={inputType(format)}
      dir={format ? 'ltr' : 'auto'}
      autoComplete="off"
      placeholder={typeof setting.default === 'string' ? setting.default : undefined}
    />
  );
}

const inputType = (format: string | undefined) => (format === 'email' ? 'email' : format === 'uri' ? 'url' : 'text');

interface SecretFieldProps extends Bound<string | null> {
  label: string;
  hint?: string;
  isSet: boolean;
  isRequired: boolean;
  maxLength?: number;
}

/** A secret: written but never shown. An optional one can be removed. */
function SecretField({ value, onChange, isSet, isRequired, ...field }: SecretFieldProps) {
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
