import { DiscoveryService } from '@nestjs/core';
import { Database, rows } from '../database/index.js';
import { decoratedProviders } from '../discovery/index.js';
import { dropRows, dropRowsOfAll, workspacesWith } from './retention.queries.js';

/** Records of one kind that are kept for a time. */
export interface Retention {
  /** What is deleted, for the log. */
  name: string;
  /** A statement for the system role: the workspaces in which something is over its time, as `workspaceId`. None: it belongs to no workspace. */
  due?: string;
  /** Deletes at most a batch, in the workspace in context. Returns whether there may be more. */
  drop(): Promise<boolean>;
}

/** Rows of a table that are deleted once they are old. */
export interface OldRows {
  table: string;
  /** Columns of its primary key behind `workspace_id`. */
  key: string[];
  /** SQL that says when a row `t` of a workspace `w` is old. An index should find it. */
  isOld: string;
  /** A column to hand to `after`, such as the name of a file. */
  returning?: string;
  /** Called with what was returned of the rows that are gone; what it leaves undone is lost or found by another sweep. */
  after?(returned: unknown[]): Promise<void>;
}

/** Rows of one transaction: few enough that nothing waits for their locks. */
const batch = 1_000;

/**
 * SQL of the smallest id, in order of time, that was not made before an age, itself SQL such as `interval '30 days'`. Keys
 * lead with the workspace and end with such an id, so they find old rows without an index for it.
 */
export const idBefore = (age: string): string =>
  `(lpad(to_hex((extract(epoch from now() - ${age}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** Deletes old rows of a table in batches. */
export function oldRows(database: Database, { table, key, isOld, returning = '1', after }: OldRows): Retention {
  const drop = dropRows({ table, key: ['workspace_id', ...key], isOld, returning, batch });
  return {
    name: table,
    due: workspacesWith(table, isOld),
    drop: async () => {
      const gone = await rows<{ returned: unknown }>(database, drop);
      await after?.(gone.map(({ returned }) => returned));
      return gone.length === batch;
    },
  };
}

/** Deletes old rows of a table that belongs to no workspace in batches. `isOld` may name the table's columns only. */
export function oldRowsOfAll(
  database: Database,
  { table, key, isOld }: Pick<OldRows, 'table' | 'key' | 'isOld'>,
): Retention {
  const drop = dropRowsOfAll({ table, key, isOld, batch });
  return { name: table, drop: async () => (await rows(database, drop)).length === batch };
}

/** Says what is kept for how long. */
export interface Retentions {
  retentions(): Retention[];
}

const retaining = DiscoveryService.createDecorator<object>();

/** Makes a provider say how long records are kept; it belongs into a worker module of the lib that owns the tables. */
export function Retentions() {
  return (target: new (...needs: never[]) => Retentions): void => void retaining()(target);
}

export const findRetentions = (discovery: DiscoveryService): Retention[] =>
  decoratedProviders<object, Retentions>(discovery, retaining).flatMap(({ provider }) => provider.retentions());
