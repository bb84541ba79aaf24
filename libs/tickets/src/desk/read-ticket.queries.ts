const eventColumns = `id, change_seq as "changeSeq", type, at, json_build_object('kind', actor_kind, 'id', actor_id) as actor, data`;

/** Parameters: ticket, changeSeq after which they begin, limit. */
export const eventsSince = `
  select ${eventColumns} from ticket_events where ticket_id = $1 and change_seq > $2 order by change_seq, id limit $3`;

/** Parameters: ticket, changeSeq and id after which the page begins, limit. */
export const pageOfEvents = `
  select ${eventColumns} from ticket_events where ticket_id = $1 and (change_seq, id) > ($2, $3::uuid) order by change_seq, id limit $4`;

/** Returns a row when a field was changed. Parameters: ticket, changeSeq after which to look, types of events. */
export const isChangedSince = `
  select 1 from ticket_events where ticket_id = $1 and change_seq > $2 and type = any($3::text[])`;

/** Parameters: message, ticket. */
export const isMessageOf = 'select 1 from messages where id = $1 and ticket_id = $2';

/** Parameters: ticket, agent, seq. */
export const writeRead = `
  insert into ticket_reads (ticket_id, agent_id, seq) values ($1, $2, $3)
  on conflict (workspace_id, ticket_id, agent_id) do update set seq = excluded.seq`;
