import { z } from 'zod';

/** What the settings form is told of one field. */
export interface SettingsField {
  /** In the language of who reads it; see `describeSettings`. */
  title?: string;
  /** Encrypted at rest and write-only. */
  secret?: boolean;
  [keyword: string]: unknown;
}

/** A channel's settings as a JSON Schema, in the form in which a request brings them. */
export interface SettingsForm {
  type: 'object';
  properties: Record<string, SettingsField>;
  required?: string[];
  [keyword: string]: unknown;
}

const forms = new WeakMap<z.ZodType, SettingsForm>();

/** The JSON Schema from which the form is drawn; `secret`, `group` and the like are with their fields. */
export function settingsForm(schema: z.ZodType): SettingsForm {
  const known = forms.get(schema);
  if (known) return known;
  const form = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SettingsForm;
  if (form.type !== 'object' || !form.properties) throw new Error('A channel’s settings are one flat object');
  forms.set(schema, form);
  return form;
}

/** Names of the fields that are encrypted at rest and never read out. */
export const secretFields = (schema: z.ZodType): string[] => fieldsWhere(schema, (field) => field.secret === true);

/** Names of the fields that say where a channel's secrets are sent. */
export const destinationFields = (schema: z.ZodType): string[] =>
  fieldsWhere(schema, (_field, name) => /^(host|port|apiBaseUrl)$|(Host|Port)$/.test(name));

function fieldsWhere(schema: z.ZodType, wanted: (field: SettingsField, name: string) => boolean): string[] {
  return Object.entries(settingsForm(schema).properties)
    .filter(([name, field]) => wanted(field, name))
    .map(([name]) => name);
}
