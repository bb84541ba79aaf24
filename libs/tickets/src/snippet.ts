/** The beginning of a message as one line, for lists. */
export const snippetOf = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 160);

/** What a ticket is called whose first message names no subject. */
export const subjectOf = (text: string): string => snippetOf(text).slice(0, 80);
