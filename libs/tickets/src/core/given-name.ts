/** An agent is known to shoppers by their first name. */
export const givenName = (name: string | null): string | null => name?.trim().split(/\s+/u)[0] || null;
