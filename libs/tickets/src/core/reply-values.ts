import type { ReplyVariable } from '#libs/contracts';

/** Nest token under which a lib provides values of a ticket for saved replies. */
export const REPLY_VALUES = Symbol('values for saved replies');

/** Values that a saved reply may use; only what the ticket's contact may know. */
export interface ReplyValues {
  /** @param isContactKnown whether the agent who asks may know the contact; without it nothing of theirs is given */
  of(ticketId: string, isContactKnown: boolean): Promise<Partial<Record<ReplyVariable, string>>>;
}
