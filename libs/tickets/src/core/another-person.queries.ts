/**
 * Where an answer to a message's author goes. Parameters: message, ticket, flag of another person's, the ticket's
 * contact.
 */
export const recipientOfAnswer = `
  select m.channel_id as "channelId", m.channel_type as "channelType", m.identity_kind as "recipientKind", m.identity_value as "recipientValue",
    $3 = any(m.flags) as "isOther"
  from messages m
  where m.id = $1 and m.ticket_id = $2 and m.direction = 'inbound' and m.identity_value is not null
    and ($3 = any(m.flags) or m.author_id = $4)`;

const isTheirs = (message: string) =>
  `$3 = any(${message}.flags) and ${message}.direction = 'inbound' and lower(${message}.from_address) = $2`;

/** Tickets of a contact in which another person wrote from an address. Parameters: contact, address, flag. */
export const peopleMeetIn = `
  select t.id from tickets t where t.contact_id = $1
    and exists (select from messages m where m.workspace_id = t.workspace_id and m.ticket_id = t.id and ${isTheirs('m')})
  order by t.id limit 20`;

/** Takes the flag from what came from an address. Parameters: ticket, address, flag, the ticket's changeSeq. */
export const takeForOne = `
  update messages m set flags = array_remove(flags, $3), change_seq = $4 where m.ticket_id = $1 and ${isTheirs('m')}`;
