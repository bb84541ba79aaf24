import type { ChannelKind } from '../../api/channel-kinds.js';
import type { FieldErrors } from '../form/form-errors.js';
import { takenAt } from '../model/lists.js';

/** A field of settings, as its JSON Schema describes it. */
interface SettingSchema {
  type?: string;
  title?: string;
  description?: string;
  secret?: boolean;
  multiline?: boolean;
  /** What the fields that stand together are called. */
  group?: string;
  /** What adds one more to a list. */
  add?: string;
  /** No two channels have the same value. */
  unique?: boolean;
  default?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
}

/** A field with its name, and whether it must be there. */
export interface Setting extends SettingSchema {
  name: string;
  isRequired: boolean;
}

/** The fields of a kind of channel or of a shop platform, in the order in which they are drawn. */
export function settingsOf({ settings }: Pick<ChannelKind, 'settings'>): Setting[] {
  const { properties = {}, required = [] } = settings as {
    properties?: Record<string, SettingSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({ ...schema, name, isRequired: required.includes(name) }));
}

/** A conflict that means the field of which no two channels have the same value. */
export function takenSetting(settings: Setting[]): (error: unknown) => FieldErrors | undefined {
  const unique = settings.find((setting) => setting.unique);
  return unique ? takenAt(`settings.${unique.name}`) : () => undefined;
}
