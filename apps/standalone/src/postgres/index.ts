export { EmbeddedPostgres, type EmbeddedOptions } from './embedded-postgres.js';
export { freePort } from './free-port.js';
export { isAlive, startOf } from './process-table.js';
