import { type Database, type Tx } from '../database/database.js';
import { newId } from '../database/new-id.js';

/** A delivery that could not be handled, kept for an operator. */
export interface DeadLetter {
  /** Where it came from, such as `channel/email`. */
  source: string;
  /** Id of the receiving channel or store. */
  sourceId: string;
  reason: string;
  /** Storage key of its bytes. */
  rawKey: string | null;
}

/** Stores a dead letter in the workspace in context. */
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
