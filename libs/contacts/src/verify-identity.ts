import type { Tx } from '#libs/platform';
import { verify } from './contacts.queries.js';

/** Notes that an address is its contact's own: its owner has been shown to write from it. */
export async function verifyIdentity(tx: Tx, kind: string, value: string): Promise<void> {
  await tx.query(verify, [kind, value]);
}
