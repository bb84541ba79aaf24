import type { z } from 'zod';
import type { Texts } from '#libs/platform';
import { type SettingsField, type SettingsForm, settingsForm } from './settings-form.js';

/** A form's schema with texts: the title, hint and group name of each field. */
export function describeSettings(schema: z.ZodType, texts: Texts): SettingsForm {
  const form = settingsForm(schema);
  const properties = Object.entries(form.properties).map(([name, field]) => [name, inWords(name, field, texts)]);
  return { ...form, properties: Object.fromEntries(properties) };
}

const inWords = (name: string, field: SettingsField, texts: Texts): SettingsField => ({
  ...field,
  title: texts[name] ?? name,
  ...(texts[`${name}.hint`] && { description: texts[`${name}.hint`] }),
  ...(texts[`${name}.add`] && { add: texts[`${name}.add`] }),
  ...(typeof field['group'] === 'string' && { group: texts[`group.${field['group']}`] }),
});
