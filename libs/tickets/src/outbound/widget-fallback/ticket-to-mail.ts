/** What mailing a ticket's unread answers needs to know of it. */
export interface TicketToMail {
  id: string;
  channelId: string;
  storeId: string | null;
  contactId: string;
  locale: string | null;
  replyToken: string;
  provenEmail: string | null;
  claimedEmail: string | null;
}

/** Where they go; null while nobody knows. */
export const addressOf = ({ provenEmail, claimedEmail }: TicketToMail): string | null => provenEmail ?? claimedEmail;
