export * from './read-locales.js';
