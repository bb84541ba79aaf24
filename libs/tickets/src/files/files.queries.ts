/** Inserts a file of a message; its parameters are the columns in their order. */
export const insertFile = `
  insert into attachments (id, ticket_id, message_id, name, content_type, size, inline, content_id, state, storage_key, media_ref, position, source_id, role, seconds)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

/** Deletes the files of a message ($1) but those with these sources ($2), and returns the sources that stay. */
export const dropOtherFiles = `
  with dropped as (delete from attachments where message_id = $1 and (source_id is null or not source_id = any($2::text[])))
  select source_id as "sourceId" from attachments where message_id = $1 and source_id = any($2::text[]) limit 100`;

/**
 * Inserts a file of a message that is still being written. Parameters: id, agent or null, visitor or null, the rest.
 */
export const insertUpload = `
  insert into attachments (id, uploaded_by, visitor_id, name, content_type, size, storage_key) values ($1, $2, $3, $4, $5, $6, $7)`;

/** Attaches uploads ($3) of an author ($4) to a message ($2) of a ticket ($1), in this order. */
const adopt = (author: string) => `
  update attachments a set ticket_id = $1, message_id = $2, position = o.position
  from unnest($3::uuid[]) with ordinality as o (id, position)
  where a.id = o.id and a.${author} = $4 and a.message_id is null returning a.id`;
export const adoptOfAgent = adopt('uploaded_by');
export const adoptOfVisitor = adopt('visitor_id');

/** A file ($1) whose bytes are stored. */
export const storedFile = `
  select name, content_type as "contentType", size, storage_key as "storageKey" from attachments where id = $1 and state = 'stored'`;

/** The raw form of a message ($1): its bytes, or the key of its file. */
export const rawForm = `
  select m.raw_key as key, r.bytes
  from messages m left join raw_messages r on r.workspace_id = m.workspace_id and r.message_id = m.id where m.id = $1`;

/** The markup of a message ($1) of a ticket ($2). */
export const markupOfMessage = 'select html from messages where id = $1 and ticket_id = $2';

/** The stored files of a message ($1), in their order. */
export const filesToSend = `
  select id, name, content_type as "contentType", storage_key as "storageKey" from attachments where message_id = $1 and state = 'stored' order by position`;
