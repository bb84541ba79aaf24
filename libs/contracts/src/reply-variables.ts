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

/** A marker such as {{order.number}}, also an unknown one. Braces around anything but a name are plain text. */
export const variableMarker = /\{\{\s{0,8}([a-z]{1,20}\.[a-z]{1,20})\s{0,8}\}\}/gi;

const isOurs = (name: string): name is ReplyVariable => (replyVariables as readonly string[]).includes(name);

/** Names in markers, in lower case, each once. */
function namesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(variableMarker), (match) => match[1]!.toLowerCase()))];
}

/** The variables that a text still contains; such a text must not be sent. */
export const variablesIn = (text: string): ReplyVariable[] => namesIn(text).filter(isOurs);

/** Markers of unknown variables, most likely typing errors. */
export const unknownVariablesIn = (text: string): string[] => namesIn(text).filter((name) => !isOurs(name));
