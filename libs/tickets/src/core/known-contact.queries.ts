import { identityRows } from '#libs/contacts';
import { type TicketScope, scopeSql, seesEverySql } from '#libs/identity';

/** What comes from a contact's side without the contact having written. */
const notWritten = `array['not-a-participant', 'automatic', 'reaction', 'system']`;

/** Whether a message was written by the contact of its ticket; the arguments are the names of both rows. */
export const writtenByContact = (message: string, ticket: string): string =>
  `${message}.author_kind = 'contact' and ${message}.author_id = ${ticket}.contact_id and not ${message}.flags && ${notWritten}`;

/** `offset 0` keeps it a probe. */
const hasWords = (alias: string, condition = 'true'): string => `(${alias}.last_inbound_at is not null and exists (
    select from messages w where w.workspace_id = ${alias}.workspace_id and w.ticket_id = ${alias}.id
      and ${writtenByContact('w', alias)} and ${condition} offset 0))`;

/**
 * Whether the contact has written in a ticket, as a condition on a row of `ticketRows` or of tickets. What others wrote
 * into it does not count, nor what a machine answered. That it was the contact need not be proven: see `hasSpokenIn`.
 */
export const hasWrittenIn = (alias: string): string => hasWords(alias);

const isProven = `not 'unauthenticated' = any(w.flags)`;

/** The same of words that are proven to be the contact's: not by mail whose sender nothing vouches for. */
export const hasProvenIn = (alias: string): string => hasWords(alias, isProven);

/**
 * Whether words in a ticket give an agent a right to its contact. An agent who sees a part of the tickets could send a
 * mail in any name to what they see, or write first: so for them only proven words count. Values are appended to
 * `parameters`.
 */
export function hasSpokenIn(scope: TicketScope, alias: string, parameters: unknown[]): string {
  return hasWords(alias, `(${isProven} or ${seesEverySql(scope, parameters)})`);
}

/**
 * Whether an agent may know who a ticket's contact is: only once the contact has spoken in a ticket that the scope
 * shows, this one or one of their newest fifty, or every address would open its owner's data. A condition on a ticket's
 * row that the scope shows; values are appended to `parameters`.
 */
export function knowsContactSql(scope: TicketScope, alias: string, parameters: unknown[]): string {
  if (scope.kind === 'all') return 'true';
  return `(${hasSpokenIn(scope, alias, parameters)} or ((${mayHaveProven(alias)} or ${seesEverySql(scope, parameters)}) and exists (
    select from ${newestOthers(alias)} other
    where ${scopeSql(scope, 'other', parameters)} and ${hasSpokenIn(scope, 'other', parameters)} offset 0)))`;
}

/** Whether a contact has an address that is proven by itself or was once: without one, none of their words are. */
const mayHaveProven = (alias: string): string => `exists (select from ${identityRows} i
    where i.workspace_id = ${alias}.workspace_id and i.contact_id = ${alias}.contact_id and (i.kind <> 'email' or i.verified))`;

/**
 * The newest tickets of a ticket's contact, fifty at most: a sender may have thousands, and each row of a list asks.
 * The inner `offset 0` has them found by the contact, not by walking all tickets in their order.
 */
const newestOthers = (alias: string): string => `(
      select * from (select * from tickets o where o.workspace_id = ${alias}.workspace_id and o.contact_id = ${alias}.contact_id offset 0) o
      order by o.id desc limit 50)`;

/** The name that the contact gave in a ticket itself, last; it tells nothing else of them. */
export const ownNameIn = (alias: string): string => `(
  select w.author_name from messages w where w.workspace_id = ${alias}.workspace_id and w.ticket_id = ${alias}.id
    and ${writtenByContact('w', alias)} and w.author_name is not null order by w.seq desc limit 1)`;

/** Whether the scope lets the contact of a ticket ($1) be known; no row where it does not show the ticket. */
export const knowsContactOf = (scope: TicketScope, parameters: unknown[]): string =>
  `select ${knowsContactSql(scope, 't', parameters)} as "isKnown" from tickets t where id = $1 and ${scopeSql(scope, 't', parameters)}`;

/** Returns a row when a contact ($1) has spoken in a ticket that the scope shows; with the scope `all`, has one. */
export function knowsContact(scope: TicketScope, parameters: unknown[]): string {
  const spoken = scope.kind === 'all' ? 'true' : hasSpokenIn(scope, 't', parameters);
  return `select 1 from tickets t where contact_id = $1 and ${scopeSql(scope, 't', parameters)} and ${spoken} limit 1`;
}
