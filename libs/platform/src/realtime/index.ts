export { Realtime } from './realtime.js';
export { RealtimeModule } from './realtime.module.js';
export { SocketAdapter } from './socket-adapter.js';
export { OpenCount, rateLimit, socketLimits, type SocketLimits } from './socket-limits.js';
