import type { InboundMessage } from '#libs/channels';

/** The headers in which a mail names the mails it answers. */
export type Thread = NonNullable<InboundMessage['thread']>;

/** The ticket that a thread leads to. */
export interface ThreadTicket {
  id: string;
  status: string;
  contactId: string;
  recipientKind: string;
  recipientValue: string;
}

/** Its columns; expects the ticket as `t`. */
export const threadTicket = `t.id, t.status, t.contact_id as "contactId", t.recipient_kind as "recipientKind", t.recipient_value as "recipientValue"`;

/** Whether a mail's headers mark it as an answer. */
export const answersMail = (thread: InboundMessage['thread']): thread is Thread =>
  Boolean(thread && (thread.replyTokens.length || thread.messageIds.length));
