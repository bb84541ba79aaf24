import { Problem, type Tx, rows } from '#libs/platform';

interface Adoption {
  ticketId: string;
  messageId: string;
  attachmentIds: string[];
}

/** Attaches an author's uploads to their message. Uploads of other agents get the same error as unknown ones. */
export async function adoptAgentUploads(
  tx: Tx,
  agentId: string,
  { ticketId, messageId, attachmentIds }: Adoption,
): Promise<void> {
  const adopted = await rows(
    tx,
    `update attachments a set ticket_id = $1, message_id = $2, position = o.position
     from unnest($3::uuid[]) with ordinality as o (id, position)
     where a.id = o.id and a.uploaded_by = $4 and a.message_id is null returning a.id`,
    [ticketId, messageId, attachmentIds, agentId],
  );
  if (adopted.length !== new Set(attachmentIds).size)
    throw new Problem('invalid-request', {
      errors: [{ path: 'body.attachmentIds', message: 'not an upload of yours that is free' }],
    });
}
