/** A name quoted for a statement. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
