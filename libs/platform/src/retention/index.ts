export { type OldRows, type Retention, idBefore, oldRows, oldRowsOfAll, Retentions } from './retention.js';
export { RetentionWorkerModule } from './retention.module.js';
