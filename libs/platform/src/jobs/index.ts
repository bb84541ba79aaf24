export {
  type HandleJob,
  type JobDefinition,
  JobHandler,
  type JobPayload,
  type JobRun,
  type PayloadOfJob,
  defineJob,
} from './define-job.js';
export { GiveUp, JobsUnavailable, RetryLater } from './job-errors.js';
export { type AddOptions, type JobCounts, Jobs } from './jobs.js';
export { JobsModule, JobsWorkerModule } from './jobs.module.js';
export { migrateQueues } from './postgres-backend.js';
export type { QueueState } from './queue-backend.js';
export { type DueIn, type DueRow, Sweeps } from './sweeps.js';
export { SweepRun } from './sweep-leases.js';
export { Every, Sweep } from './timer-decorators.js';
export { settledWithin } from './with-deadline.js';
export { WorkerTimers } from './worker-timers.js';
