import { type TicketScope, scopeSql } from '#libs/identity';

/** What comes from a contact's side without the contact having written. */
const notWritten = `array['not-a-participant', 'automatic', 'reaction', 'system']`;

/** Whether a message was written by the contact of its ticket; the arguments are the names of both rows. */
export const writtenByContact = (message: string, ticket: string): string =>
  `${message}.author_kind = 'contact' and ${message}.author_id = ${ticket}.contact_id and not ${message}.flags && ${notWritten}`;

/**
 * Whether the contact has written in a ticket, as a condition on a row of `ticketRows` or of tickets. What others wrote
 * into it does not count, nor what a machine answered: an agent could bring about both. `offset 0` keeps it a probe.
 */
export const hasWrittenIn = (alias: string): string => `(${alias}.last_inbound_at is not null and exists (
    select from messages w where w.workspace_id = ${alias}.workspace_id and w.ticket_id = ${alias}.id
      and ${writtenByContact('w', alias)} offset 0))`;

/**
 * Whether an agent may know who a ticket's contact is: only once the contact has written in a ticket that the scope
 * shows. A ticket that an agent started gives no right to it, or every address would open its owner's data. A condition
 * on a ticket's row that the scope shows; values are appended to `parameters`.
 */
export function knowsContactSql(scope: TicketScope, alias: string, parameters: unknown[]): string {
  if (scope.kind === 'all') return 'true';
  return `(${hasWrittenIn(alias)} or exists (
    select from tickets other where other.workspace_id = ${alias}.workspace_id and other.contact_id = ${alias}.contact_id
      and ${scopeSql(scope, 'other', parameters)} and ${hasWrittenIn('other')} offset 0))`;
}

/** Returns a row when the scope lets the contact of a ticket ($1) be known. */
export const knowsContactOf = (scope: TicketScope, parameters: unknown[]): string =>
  `select 1 from tickets t where id = $1 and ${scopeSql(scope, 't', parameters)} and ${knowsContactSql(scope, 't', parameters)}`;

/** Returns a row when a contact ($1) has written in a ticket that the scope shows; with the scope `all`, has one. */
export function knowsContact(scope: TicketScope, parameters: unknown[]): string {
  const written = scope.kind === 'all' ? 'true' : hasWrittenIn('t');
  return `select 1 from tickets t where contact_id = $1 and ${scopeSql(scope, 't', parameters)} and ${written} limit 1`;
}
