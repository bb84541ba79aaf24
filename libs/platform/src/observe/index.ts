export { Log, type LogFields, createLog, logStrayRejections, outliveExceptions } from './log.js';
export { Metrics, type Sample } from './metrics.js';
export { NestLog } from './nest-log.js';
export { requestLog } from './request-log.js';
