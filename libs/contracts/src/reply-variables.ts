/** What a saved reply may name; the server puts the values in. */
export const replyVariables = [
  'contact.name',
  'agent.name',
  'ticket.number',
  'order.number',
  'order.tracking',
  'store.name',
] as const;
export type ReplyVariable = (typeof replyVariables)[number];

/** A marker such as {{order.number}}, ours or not. What does not look like a name is plain text. */
export const variableMarker = /\{\{\s{0,8}([a-z]{1,20}\.[a-z]{1,20})\s{0,8}\}\}/gi;

const isOurs = (name: string): name is ReplyVariable => (replyVariables as readonly string[]).includes(name);

/** Names in markers, in lower case, each once. */
function namesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(variableMarker), (match) => match[1]!.toLowerCase()))];
}

/** Variables of ours that a text still holds: it must not reach a customer like this. */
export const variablesIn = (text: string): ReplyVariable[] => namesIn(text).filter(isOurs);

/** What looks like a variable and is none: a slip of whoever wrote the reply. */
export const unknownVariablesIn = (text: string): string[] => namesIn(text).filter((name) => !isOurs(name));
