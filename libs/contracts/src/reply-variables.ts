/** The variables of saved replies; the server inserts their values. */
export const replyVariables = [
  'contact.name',
  'agent.name',
  'ticket.number',
  'order.number',
  'order.tracking',
  'store.name',
] as const;
export type ReplyVariable = (typeof replyVariables)[number];

/** A marker such as {{order.number}}, also an unknown one. */
export const variableMarker = /\{\{\s{0,8}([a-z]{1,20}\.[a-z]{1,20})\s{0,8}\}\}/gi;
