import { t } from '../../i18n/texts.js';
import type { Form } from '../form/use-form.js';
import type { ChannelValue } from './channel-value.js';
import type { Setting } from './kinds.js';
import { SettingField } from './setting-field.js';

interface SettingFieldsProps {
  form: Form<ChannelValue>;
  settings: Setting[];
  /** The settings as the server shows them; a secret that is set is true. */
  stored?: Record<string, unknown>;
}

const servers = [
  { prefix: 'smtp', title: 'channels.smtp' },
  { prefix: 'imap', title: 'channels.imap' },
] as const;
const groupOf = (name: string) => servers.find(({ prefix }) => name.startsWith(prefix));

/** The fields of a channel's kind; those of one mail server stand together. */
export function SettingFields({ form, settings, stored = {} }: SettingFieldsProps) {
  const draw = (setting: Setting) => {
    const { name } = setting;
    const { settings: values } = form.value;
    return (
      <SettingField
        key={name}
        setting={setting}
        isSet={stored[name] === true}
        path={`settings.${name}`}
        value={values[name] ?? ''}
        onChange={(value) => form.set({ settings: { ...values, [name]: value } })}
      />
    );
  };
  return (
    <>
      {settings.filter(({ name }) => !groupOf(name)).map(draw)}
      {servers
        .filter(({ prefix }) => settings.some(({ name }) => name.startsWith(prefix)))
        .map(({ prefix, title }) => (
          <fieldset key={prefix} className="sub-fields">
            <legend>{t(title)}</legend>
            {settings.filter(({ name }) => name.startsWith(prefix)).map(draw)}
          </fieldset>
        ))}
    </>
  );
}
