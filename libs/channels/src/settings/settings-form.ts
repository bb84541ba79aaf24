import { z } from 'zod';

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

function fieldsWhere(schema: z.ZodType, wanted: (field: SettingsField, name: string) => boolean): string[] {
  return Object.entries(settingsForm(schema).properties)
    .filter(([name, field]) => wanted(field, name))
    .map(([name]) => name);
}
