import type { Tx } from '#libs/platform';
import { verify } from './contacts.queries.js';

/** Marks an address as verified: a message from it was authenticated. */
export async function verifyIdentity(tx: Tx, kind: string, value: string): Promise<void> {
  await tx.query(verify, [kind, value]);
}
