/** Contacts, for statements of other libs: `from ${contactRows} c`. `words` are those that search finds them by. */
export const contactRows = '(select workspace_id, id, name, locale, words from contacts)';

/** The addresses that lead to a contact; `verified` says that it was proven to be theirs. */
export const identityRows =
  '(select workspace_id, contact_id, kind, value, verified, last_seen_at from contact_identities)';

/** Addresses that somebody only says to be theirs. */
export const claimRows = '(select workspace_id, contact_id, kind, value, created_at from contact_claims)';
