import { channelRows } from '#libs/channels';
import { contactRows } from '#libs/contacts';
import { isQuiet } from '../core/asks-for-nothing.js';

/** A draft of an earlier version does not say what its author had seen: what was there when it was kept. */
const draftColumns = `
  d.text, d.visibility, d.updated_at as "updatedAt",
  coalesce(d.based_on_seq, (select max(m.seq) from messages m where m.ticket_id = d.ticket_id and m.created_at <= d.updated_at)) as "basedOnSeq",
  (select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'size', f.size, 'inline', f.inline, 'contentId', f.content_id, 'state', f.state, 'isHeld', false) order by array_position(d.attachment_ids, f.id))
    from attachments f where f.id = any(d.attachment_ids) and f.uploaded_by = d.agent_id and f.message_id is null) as files`;

/** Parameters: ticket, agent. */
export const draftsOf = `select ${draftColumns} from drafts d where d.ticket_id = $1 and d.agent_id = $2`;

/** Parameters: ticket, agent, visibility. */
export const deleteDraft = 'delete from drafts where ticket_id = $1 and agent_id = $2 and visibility = $3';

/** Uploads ($6) of the agent that no message has, in this order. */
const filesToKeep = `
  (select coalesce(array_agg(f.id order by o.position), '{}') from unnest($6::uuid[]) with ordinality as o (id, position)
    join attachments f on f.id = o.id where f.uploaded_by = $2 and f.message_id is null)`;

/** Parameters: ticket, agent, text, visibility, seq of the newest message that the agent has seen or null, uploads. */
export const writeDraft = `
  insert into drafts as d (ticket_id, agent_id, text, visibility, based_on_seq, attachment_ids)
  select $1, $2, $3, $4, coalesce($5, t.last_seq), ${filesToKeep} from tickets t where t.id = $1
  on conflict (workspace_id, ticket_id, agent_id, visibility) do update
    set text = excluded.text, based_on_seq = coalesce($5, d.based_on_seq), attachment_ids = excluded.attachment_ids, updated_at = now()
  returning ${draftColumns}`;

/** Parameter: contact. */
export const nameOfContact = `select name from ${contactRows} c where id = $1`;

/**
 * Returns a row when the contact has written or a colleague has answered, also in the provider's own app. Neither notes
 * and automatic answers count, nor what asks for no answer. Parameters: ticket; the seq after which to look, or null
 * for that of the agent's draft; agent.
 */
export const overtakenBy = `
  select 1 from messages
  where ticket_id = $1 and visibility = 'public' and deleted_at is null
    and seq > coalesce($2::int, (select based_on_seq from drafts where ticket_id = $1 and agent_id = $3 and visibility = 'public'))
    and (author_kind = 'contact' and not ${isQuiet('flags')} or author_kind = 'agent' and author_id is distinct from $3::uuid) limit 1`;

/** Parameters: message, changeSeq of its ticket. */
export const queueAgain = `
  update messages set delivery_status = 'queued', delivery_error = null, change_seq = $2 where id = $1
  returning author_kind as "authorKind", channel_id as "channelId"`;

/** What an agent wrote, and whether it was this one. Parameters: message, ticket, agent. */
export const textOfAuthor = `
  select text, author_kind = 'agent' and author_id is not distinct from $3::uuid as "isOwn" from messages
  where id = $1 and ticket_id = $2 and direction = 'outbound' and visibility = 'public'`;

/** Parameters: message, changeSeq of its ticket. */
export const undoSend = `
  update messages set text = '', search = null, template = null, deleted_at = now(), delivery_status = null, change_seq = $2 where id = $1`;

/** Makes the files of a message ($1) uploads again that its author may send. */
export const releaseFiles = `
  update attachments set message_id = null, ticket_id = null where message_id = $1 and uploaded_by is not null`;

/** The place of a message ($1) on its ticket. */
export const seqOfMessage = 'select seq from messages where id = $1';

/** Whether people may answer on a channel ($1) after its window. */
export const hasHumanAgent = `select 1 from ${channelRows} h where id = $1 and human_agent`;
