import { buffer } from 'node:stream/consumers';
import { type Database, type Storage, firstRow } from '#libs/platform';

/** Reads a raw message from the database or the storage; null when it is not kept. */
export async function readRaw(database: Database, storage: Storage, messageId: string): Promise<Buffer | null> {
  const kept = await firstRow<{ key: string | null; bytes: Buffer | null }>(
    database,
    'select m.raw_key as key, r.bytes from messages m left join raw_messages r on r.workspace_id = m.workspace_id and r.message_id = m.id where m.id = $1',
    [messageId],
  );
  if (kept?.bytes) return kept.bytes;
  return kept?.key ? buffer(await storage.get(kept.key)) : null;
}
