import { t } from '../../i18n/texts.js';
import { CheckField } from '../form/check-field.js';
import { ListField } from '../form/list-field.js';
import { TextAreaField, TextField } from '../form/text-field.js';
import type { Bound } from '../form/use-form.js';
import type { Setting } from './kinds.js';
import { SecretField } from './secret-field.js';
import type { SettingValue } from './setting-values.js';

interface SettingFieldProps extends Bound<SettingValue> {
  setting: Setting;
  /** A secret that the server holds already. */
  isSet: boolean;
}

/** One field of settings, drawn from its schema. */
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
        most={maxItems}
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
