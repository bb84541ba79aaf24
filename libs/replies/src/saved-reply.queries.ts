import { contactRows } from '#libs/contacts';
import { ticketRows } from '#libs/tickets';

const replyColumns = `r.id, r.name, r.shortcut, r.team_id as "teamId", r.variants, r.updated_at as "updatedAt"`;

/**
 * The replies that an agent may use: the workspace's and their teams'; `$1` is null for an agent who may use all. Best
 * match first: by the shortcut, by the beginning of the name, by any part of name or text.
 */
export const findReplies = `
  select * from (
    select ${replyColumns},
      case when $3 = '' then 0 when r.shortcut like $3 || '%' then 0 when lower(r.name) like $3 || '%' then 1 when lower(r.name) like '%' || $3 || '%' then 2 else 3 end as rank
    from saved_replies r
    where ($1::uuid[] is null or r.team_id is null or r.team_id = any($1))
      and ($3 = '' or r.shortcut like $3 || '%' or lower(r.name) like '%' || $3 || '%' or lower(r.variants::text) like '%' || $4 || '%')) found
  where $5::int is null or (rank, shortcut, id) > ($5, $6, $7::uuid)
  order by rank, shortcut, id limit $2`;

/** A ticket's own values for variables, without those of other libs. */
export const ticketValues = `
  select t.number, c.name, coalesce(t.locale, c.locale) as locale from ${ticketRows} t join ${contactRows} c on c.workspace_id = t.workspace_id and c.id = t.contact_id where t.id = $1`;
