import type { ReplyVariable } from '#libs/contracts';

/** Nest token under which a part of the product says what it knows of a ticket for saved replies. */
export const REPLY_VALUES = Symbol('values for saved replies');

/** Values that a reply on a ticket may name; only what may be told to its customer. */
export interface ReplyValues {
  of(ticketId: string): Promise<Partial<Record<ReplyVariable, string>>>;
}
