import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { ChannelEntity } from '../channel.entity.js';
import { splitSecrets } from './seal-settings.js';

type Values = Record<string, unknown>;
interface ChannelFacts {
  open: Values;
  secrets: Values;
}
export interface AuditedChange extends Values {
  changes: Record<string, { from: unknown; to: unknown }>;
  /** Names of the changed secrets. */
  secrets: string[];
}

/** The fields of a channel that an update can change, without secrets. */
export function factsOf(
  { name, active, archivedAt, storeId, teamId }: ChannelEntity,
  schema: z.ZodType | undefined,
  settings: Values,
): ChannelFacts {
  const { open, secrets } = schema ? splitSecrets(schema, settings) : { open: {}, secrets: {} };
  return {
    open: {
      name,
      active,
      archived: archivedAt !== null,
      storeId,
      teamId,
      ...Object.fromEntries(Object.entries(open).map(([field, value]) => [`settings.${field}`, value])),
    },
    secrets,
  };
}

/** The changed fields with old and new values; of secrets only the names. Null when nothing has changed. */
export function compareFacts(before: ChannelFacts, after: ChannelFacts): AuditedChange | null {
  const changes = Object.fromEntries(
    changedNames(before.open, after.open).map((name) => [
      name,
      { from: before.open[name] ?? null, to: after.open[name] ?? null },
    ]),
  );
  const secrets = changedNames(before.secrets, after.secrets);
  return Object.keys(changes).length || secrets.length ? { changes, secrets } : null;
}

const changedNames = (before: Values, after: Values): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
