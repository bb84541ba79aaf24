export * from './endpoint.js';
export * from './common.js';
export * from './problem.js';
export * from './sessions.js';
export * from './team.js';
export * from './channels.js';
export * from './tickets.js';
export * from './messages.js';
export type * from './realtime.js';
