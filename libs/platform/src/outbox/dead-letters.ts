import { type Database, type Tx } from '../database/database.js';
import { newId } from '../database/new-id.js';

/** What was delivered and cannot be used, kept for a person to look at. */
export interface DeadLetter {
  /** What it came by, as `channel/email`. */
  source: string;
  /** The channel or store that it came to. */
  sourceId: string;
  reason: string;
  /** Where the storage has its bytes. */
  rawKey: string | null;
}

/** Keeps a dead letter in the workspace in context. */
export async function keepDeadLetter(
  into: Tx | Database,
  { source, sourceId, reason, rawKey }: DeadLetter,
): Promise<void> {
  await into.query('insert into dead_letters (id, source, source_id, reason, raw_key) values ($1, $2, $3, $4, $5)', [
    newId(),
    source,
    sourceId,
    reason.slice(0, 500),
    rawKey,
  ]);
}
