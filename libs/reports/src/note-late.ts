import type { Tx } from '#libs/platform';
import { writeLate } from './ticket-facts.queries.js';

/** Writes which targets of tickets are late now. */
export async function noteLate(
  tx: Tx,
  missed: { ticketId: string; kind: 'first_response' | 'resolution' }[],
): Promise<void> {
  await tx.query(writeLate, [JSON.stringify(missed.map(({ ticketId, kind }) => ({ ticketId, kind })))]);
}
