import { contactRows, identityRows } from '#libs/contacts';
import { type TicketScope, scopeSql } from '#libs/identity';
import { hasSpokenIn } from '../core/known-contact.queries.js';

/**
 * The most contacts of a common word that are looked at, the newest first; and of how many it is looked whether an
 * agent who does not see every ticket may know them.
 */
const [mostNamed, mostAsked] = [500, 5_000];

export interface AskedPeople {
  scope: TicketScope;
  /** Forms of the question, each of the tsqueries that must all match. */
  forms: string[][];
  limit: number;
}

/**
 * Contacts by words of their names and addresses who have a ticket that the scope shows, the last to write first. An
 * agent who does not see every ticket finds those who have spoken in one that they see. Values are appended to
 * `parameters`.
 */
export function peopleNamed({ scope, forms, limit }: AskedPeople, parameters: unknown[]): string {
  const has = (query: string) => `$${parameters.push(query)}::tsquery`;
  const named = forms.map((queries) => `(${queries.map(has).join(' && ')})`).join(' || ');
  const seesAll = scope.kind === 'all';
  const mayShow = (contact: string) => `t.workspace_id = ${contact}.workspace_id and t.contact_id = ${contact}.id
        and ${scopeSql(scope, 't', parameters)} and ${seesAll ? 'true' : hasSpokenIn(scope, 't', parameters)}`;
  // Before the limit, or those whom the agent may not know would take the places of the others.
  const known = seesAll ? 'true' : `exists (select from tickets t where ${mayShow('c')})`;
  return `
    with named as materialized (
      select c.workspace_id, c.id, c.name from ${contactRows} c
      where c.id = any(array(select w.id from waypost_search.contacts_with(${named}, ${seesAll ? mostNamed : mostAsked}) w (id)))
        and ${known} order by c.id desc limit ${mostNamed})
    select n.id, n.name, (
      select i.value from ${identityRows} i where i.workspace_id = n.workspace_id and i.contact_id = n.id and i.kind in ('email', 'phone')
      order by i.last_seen_at desc, i.kind limit 1) as address
    from named n cross join lateral (
      select max(t.last_message_at) as at from tickets t where ${mayShow('n')}) last
    where last.at is not null order by last.at desc, n.id desc limit $${parameters.push(limit)}`;
}
