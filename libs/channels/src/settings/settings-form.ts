import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Texts } from '#libs/platform';

/** Metadata of a field for the settings form. */
export interface SettingsField {
  /** In the reader's language; see `describeSettings`. */
  title?: string;
  /** Encrypted at rest and write-only. */
  secret?: boolean;
  [keyword: string]: unknown;
}

/** The JSON Schema of a channel's settings as a request contains them. */
export interface SettingsForm {
  type: 'object';
  properties: Record<string, SettingsField>;
  required?: string[];
  [keyword: string]: unknown;
}

const forms = new WeakMap<z.ZodType, SettingsForm>();

/** The JSON Schema for the settings form; fields have `secret`, `group` and other metadata. */
export function settingsForm(schema: z.ZodType): SettingsForm {
  const known = forms.get(schema);
  if (known) return known;
  const form = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SettingsForm;
  if (form.type !== 'object' || !form.properties) throw new Error('A channel’s settings are one flat object');
  forms.set(schema, form);
  return form;
}

/** Names of the secret fields: encrypted at rest and write-only. */
export const secretFields = (schema: z.ZodType): string[] => fieldsWhere(schema, (field) => field.secret === true);

/** Names of the fields that decide where a channel's secrets are sent. */
export const destinationFields = (schema: z.ZodType): string[] =>
  fieldsWhere(schema, (_field, name) => /^(host|port|apiBaseUrl)$|(Host|Port)$/.test(name));

/** Names of the texts that customers read. */
export const keptFields = (schema: z.ZodType): string[] => fieldsWhere(schema, (field) => field['kept'] === true);

/** Settings with a secret made for each field that asks for one and has none. */
export function fillGenerated(schema: z.ZodType, settings: Record<string, unknown>): Record<string, unknown> {
  const missing = fieldsWhere(schema, (field, name) => field['generated'] === true && settings[name] === undefined);
  return { ...settings, ...Object.fromEntries(missing.map((name) => [name, randomBytes(24).toString('base64url')])) };
}

function fieldsWhere(schema: z.ZodType, wanted: (field: SettingsField, name: string) => boolean): string[] {
  return Object.entries(settingsForm(schema).properties)
    .filter(([name, field]) => wanted(field, name))
    .map(([name]) => name);
}

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
