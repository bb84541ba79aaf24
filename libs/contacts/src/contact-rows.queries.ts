/** Contacts, for statements of other libs: `from ${contactRows} c`. `words` are their search words. */
export const contactRows = '(select workspace_id, id, name, locale, words from contacts)';

/** The addresses of contacts; `verified` ones are proven. */
export const identityRows =
  '(select workspace_id, contact_id, kind, value, verified, last_seen_at from contact_identities)';

/** Addresses that contacts claim without proof. */
export const claimRows = '(select workspace_id, contact_id, kind, value, created_at from contact_claims)';
