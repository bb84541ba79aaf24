import { adapterOf, channelRows } from '#libs/channels';
import { contactRows, identityRows } from '#libs/contacts';
import { type Tx, firstRow } from '#libs/platform';
import type { Question } from './answerer.js';
import { questionLanguage } from './question-language.js';

/** Longest text, in characters, that counts as a question; longer ones are left to an agent. */
const longest = 1_500;
const unfit = ['not-a-participant', 'unparsed', 'unsupported', 'truncated', 'reaction', 'system'];

interface QuestionRow extends Omit<Question, 'recipient' | 'locale' | 'authentic' | 'undecided'> {
  channelType: string;
  recipientKind: string;
  recipientValue: string;
  recipientVerified: boolean | null;
  locales: (string | null)[];
  flags: string[];
  fromAddress: string | null;
}

/**
 * Only among the customer's first messages, before any person has answered, while it is fresh, and where RFC 3834 and
 * related headers allow it. A message of a participant who is not the contact is never answered.
 */
const readRow = `
  with message as materialized (
    select id, ticket_id, text, flags, from_address, channel_id, author_id, locale from messages m
    where m.id = $1 and m.direction = 'inbound' and m.may_auto_reply and m.deleted_at is null and not m.flags && $2::text[]
      and m.created_at > now() - interval '10 minutes' and m.text <> '' and length(m.text) <= $3
  ), question as materialized (
    select m.id as "messageId", m.text, m.flags, m.from_address as "fromAddress", t.id as "ticketId", t.subject, t.store_id as "storeId", t.channel_id as "channelId", t.channel_type as "channelType",
      t.contact_id as "contactId", t.recipient_kind as "recipientKind", t.recipient_value as "recipientValue", array[m.locale, t.locale, c.locale] as locales
    from message m join tickets t on t.id = m.ticket_id and t.channel_id = m.channel_id and t.contact_id = m.author_id and t.auto_answered_at is null and t.status <> 'closed'
      join ${contactRows} c on c.id = t.contact_id
      join ${channelRows} h on h.id = t.channel_id and h.active
  )
  select q.*,
    (select i.verified from ${identityRows} i where i.kind = q."recipientKind" and i.value = q."recipientValue" and i.contact_id = q."contactId") as "recipientVerified"
  from question q
  where not exists (select from messages a where a.ticket_id = q."ticketId" and a.direction = 'outbound' and a.visibility = 'public' and a.author_kind = 'agent')
    and (select count(*) from messages e where e.ticket_id = q."ticketId" and e.direction = 'inbound') <= 3`;

/** Reads a message as a question that may be answered at once; null when it may not. */
export async function readQuestion(tx: Tx, messageId: string): Promise<Question | null> {
  const row = await firstRow<QuestionRow>(tx, readRow, [messageId, unfit, longest]);
  if (!row) return null;
  const {
    channelType,
    recipientKind,
    recipientValue,
    recipientVerified,
    locales,
    flags,
    fromAddress,
    subject,
    ...question
  } = row;
  const byThread = adapterOf(channelType)?.capabilities.joins === 'thread';
  const fromRecipient = fromAddress === null || fromAddress.toLowerCase() === recipientValue.toLowerCase();
  const doubtful = flags.includes('unauthenticated');
  return {
    ...question,
    subject: byThread ? subject : null,
    locale: questionLanguage(question.text, locales),
    recipient: { kind: recipientKind, value: recipientValue },
    authentic: Boolean(recipientVerified) && fromRecipient && !doubtful,
    undecided: byThread && doubtful && fromRecipient,
  };
}
