import './contact.entity.js';
export * from './identify-contact.js';
export * from './read-contact.js';
export * from './link-visitor.js';
export * from './verify-identity.js';
export { contactVector, rewriteContactWords } from './contact-words.js';
export { contactsWithOldWords } from './contacts.queries.js';
export { claimRows, contactRows, identityRows } from './contact-rows.queries.js';
