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
  /** Customers read it. */
  kept?: boolean;
  /** Set by other means than a field of its own. */
  hidden?: boolean;
  /** The title of the fieldset that it belongs to. */
  group?: string;
  /** The label of the button that adds a line to a list. */
  add?: string;
  /** No two channels may have the same value. */
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

/** A field with its name, and whether it is required. */
export interface Setting extends SettingSchema {
  name: string;
  isRequired: boolean;
}

/** The fields of a kind of channel or of a shop platform, in the order in which they are shown. */
export function settingsOf({ settings }: Pick<ChannelKind, 'settings'>): Setting[] {
  const { properties = {}, required = [] } = settings as {
    properties?: Record<string, SettingSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({ ...schema, name, isRequired: required.includes(name) }));
}

/** Maps a conflict to the unique field. */
export function takenSetting(settings: Setting[]): (error: unknown) => FieldErrors | undefined {
  const unique = settings.find((setting) => setting.unique);
  return unique ? takenAt(`settings.${unique.name}`) : () => undefined;
}
