import { queryOptions } from '@tanstack/react-query';
import { type Answer, call } from '../../api/call.js';

/** A field of a channel's settings, as its JSON Schema describes it. */
interface SettingSchema {
  type?: string;
  title?: string;
  description?: string;
  secret?: boolean;
  multiline?: boolean;
  default?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
}

export type ChannelKind = Answer<'listChannelKinds'>['items'][number];

/** A field with its name, and whether it must be there. */
export interface Setting extends SettingSchema {
  name: string;
  isRequired: boolean;
}

/** The kinds of channel; they change with the server alone. */
export const kindList = queryOptions({
  queryKey: ['channel-kinds'],
  queryFn: async () => (await call('listChannelKinds', {})).items,
  staleTime: Infinity,
});

/** The fields of a kind, in the order in which they are drawn. */
export function settingsOf({ settings }: ChannelKind): Setting[] {
  const { properties = {}, required = [] } = settings as {
    properties?: Record<string, SettingSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({ ...schema, name, isRequired: required.includes(name) }));
}
