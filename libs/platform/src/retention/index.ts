export { type OldRows, type Retention, idBefore, oldRows, oldRowsOfAll, provideRetention } from './retention.js';
export { RetentionWorkerModule } from './retention.module.js';
