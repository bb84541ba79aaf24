import type { Tx } from '#libs/platform';

/** Notes that an address is its contact's own: its owner has been shown to write from it. */
export async function verifyIdentity(tx: Tx, kind: string, value: string): Promise<void> {
  await tx.query('update contact_identities set verified = true where kind = $1 and value = $2 and not verified', [
    kind,
    value,
  ]);
}
