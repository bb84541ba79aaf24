/** The beginning of a message as one line, for lists. */
export const snippetOf = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 160);
