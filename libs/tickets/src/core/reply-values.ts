import type { ReplyVariable } from '#libs/contracts';

/** Nest token under which a lib provides values of a ticket for saved replies. */
export const REPLY_VALUES = Symbol('values for saved replies');

/** Values that a saved reply may use; only what the ticket's contact may know. */
export interface ReplyValues {
  of(ticketId: string): Promise<Partial<Record<ReplyVariable, string>>>;
}
