import type { Form } from '../form/use-form.js';
import type { Setting } from './kinds.js';
import { SettingField } from './setting-field.js';
import { type SettingValues, withValue } from './setting-values.js';

interface SettingFieldsProps<T extends { settings: SettingValues }> {
  form: Form<T>;
  settings: Setting[];
  /** The settings as the server returns them; true for a secret that is set. */
  stored?: Record<string, unknown>;
}

/** The fields of a kind; those of a group are in a fieldset below the others. */
export function SettingFields<T extends { settings: SettingValues }>({
  form,
  settings,
  stored = {},
}: SettingFieldsProps<T>) {
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
        onChange={(value) => form.set({ settings: withValue(values, setting, value) } as Partial<T>)}
      />
    );
  };
  const drawn = settings.filter(({ hidden }) => !hidden);
  const groups = [...new Set(drawn.flatMap(({ group }) => group ?? []))];
  return (
    <>
      {drawn.filter(({ group }) => !group).map(draw)}
      {groups.map((title) => (
        <fieldset key={title} className="sub-fields">
          <legend>{title}</legend>
          {drawn.filter(({ group }) => group === title).map(draw)}
        </fieldset>
      ))}
    </>
  );
}
