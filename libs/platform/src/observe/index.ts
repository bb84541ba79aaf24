export { createLog, Log, type LogFields } from './log.js';
export { logStrayRejections } from './log-stray-rejections.js';
export { Metrics, type Sample } from './metrics.js';
export { NestLog } from './nest-log.js';
export { outliveExceptions } from './outlive-exceptions.js';
export { requestLog } from './request-log.js';
