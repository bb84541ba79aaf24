import type { Tx } from '#libs/platform';
import * as queries from './unread-answers.queries.js';

/**
 * An address has come for a contact: answers that waited for one go out now, when they are still unread. The tickets are
 * locked, as by the job that looks for an address: it either sees this one, or has put its answers among those that wait.
 */
export async function wakeUnreadAnswers(tx: Tx, contactId: string): Promise<void> {
  await tx.query(queries.lockUnread, [contactId]);
  await tx.query(queries.wake, [contactId]);
}
