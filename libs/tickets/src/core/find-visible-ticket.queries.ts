import { type TicketScope, scopeSql } from '#libs/identity';
import { knowsContactSql } from './known-contact.queries.js';
import { ticketColumns, ticketJoins } from './ticket-view.js';

/*
 * How a ticket is found: to be shown, to be locked, or only to know that it may be. Conditions of a scope append their
 * values to `parameters`.
 */

const shown = (scope: TicketScope, parameters: unknown[]) =>
  `select ${ticketColumns(knowsContactSql(scope, 't', parameters))} from tickets t ${ticketJoins(1)}`;

/** A ticket that the scope shows. Parameters: agent, and the ticket's id or number. */
export const findVisibleBy = (key: 'id' | 'number', scope: TicketScope, parameters: unknown[]): string =>
  `${shown(scope, parameters)} where t.${key} = $2 and ${scopeSql(scope, 't', parameters)}`;

/** The same without asking whether the scope shows it. Parameters: agent, ticket. */
export const findById = (scope: TicketScope, parameters: unknown[]): string =>
  `${shown(scope, parameters)} where t.id = $2`;

/** Returns a row when the scope shows the ticket ($1). */
export const existsVisible = (scope: TicketScope, parameters: unknown[]): string =>
  `select 1 from tickets t where id = $1 and ${scopeSql(scope, 't', parameters)}`;

const locked = `
  select id, number, subject, status, priority, channel_id as "channelId", channel_type as "channelType", contact_id as "contactId",
    recipient_kind as "recipientKind", recipient_value as "recipientValue", reply_to as "replyTo", assignee_id as "assigneeId", team_id as "teamId",
    tags, snoozed_until as "snoozedUntil", resolved_at as "resolvedAt", closed_at as "closedAt", last_seq as "lastSeq",
    last_inbound_seq as "lastInboundSeq", last_inbound_at as "lastInboundAt", change_seq as "changeSeq", locale, now() as now
  from tickets t where id = $1`;

/** Locks a ticket ($1) that the scope shows. */
export const lockVisible = (scope: TicketScope, parameters: unknown[]): string =>
  `${locked} and ${scopeSql(scope, 't', parameters)} for update`;

/** Locks a ticket ($1). */
export const lockById = `${locked} for update`;

/** Locks a ticket ($1) if a condition on its columns holds and no other transaction has it locked. */
export const lockIf = (condition: string): string => `${locked} and ${condition} for update skip locked`;

/** Locks a ticket ($1) and reads nothing of it. */
export const lockOnly = 'select 1 from tickets where id = $1 for no key update';
