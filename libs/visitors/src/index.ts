export * from './visitor-sources.js';
export * from './visitors.module.js';
export * from './visitors-worker.module.js';
export { visitorReadRows } from './visitor-read-rows.queries.js';
