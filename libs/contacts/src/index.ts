import './contact.entity.js';
export * from './identify-contact.js';
export * from './read-contact.js';
export * from './link-visitor.js';
export { zoneOfCountry, zoneOfPhone } from './zone-of-country.js';
export { contactVector, rewriteContactWords } from './contact-words.js';
export * from './change-addresses.js';
export * from './own-addresses.js';
export { phoneForms } from './phone-forms.js';
export {
  addressToName,
  claimRows,
  contactRows,
  contactsWithOldWords,
  holderRows,
  identityRows,
  setMissingName,
} from './contacts.queries.js';
