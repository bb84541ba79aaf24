import { DiscoveryService } from '@nestjs/core';
import { Database, rows } from '../database/database.js';
import { decoratedProviders } from '../discovery/find-decorated.js';
import { dropRows, dropRowsOfAll, workspacesWith } from './retention.queries.js';

/** A kind of records that are deleted after some time. */
export interface Retention {
  /** Name of the records, for the log. */
  name: string;
  /**
   * A statement for the system role: the workspaces with old records, as `workspaceId`. Undefined: the records belong
   * to no workspace.
   */
  due?: string;
  /** Deletes at most a batch, in the workspace in context. Returns whether there may be more. */
  drop(): Promise<boolean>;
}

/** Rows of a table that are deleted once they are old. */
export interface OldRows {
  table: string;
  /** Columns of its primary key behind `workspace_id`. */
  key: string[];
  /** SQL condition of an old row `t` of a workspace `w`. An index should support it. */
  isOld: string;
  /** A column to pass to `after`, such as the name of a file. */
  returning?: string;
  /** Called after the commit with the returned column of the deleted rows. It is not retried. */
  after?(returned: unknown[]): Promise<void>;
}

/** Rows per transaction: few, so that nothing waits long for their locks. */
const batch = 1_000;

/**
 * SQL of the smallest UUIDv7 of an age, which is SQL such as `interval '30 days'`. Primary keys are workspace and id,
 * so they find old rows by this id without another index.
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

/** Declares how long records are kept. */
export interface Retentions {
  retentions(): Retention[];
}

const retaining = DiscoveryService.createDecorator<object>();

/** Marks a provider that declares retentions. Put it into a worker module of the lib that owns the tables. */
export function Retentions() {
  return (target: new (...needs: never[]) => Retentions): void => void retaining()(target);
}

export const findRetentions = (discovery: DiscoveryService): Retention[] =>
  decoratedProviders<object, Retentions>(discovery, retaining).flatMap(({ provider }) => provider.retentions());
