import './contact.entity.js';
export * from './identify-contact.js';
export * from './read-contact.js';
export * from './link-visitor.js';
export * from './verify-identity.js';
