export * from './visitor-sources.js';
export * from './visitors.module.js';
