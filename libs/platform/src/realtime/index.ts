export { Realtime, RealtimeModule } from './realtime.js';
export { RecheckSockets, type SocketRecheck } from './recheck-sockets.js';
export { SharedAnswer } from './shared-answer.js';
export { SocketAdapter } from './socket-adapter.js';
export { OpenCount, rateLimit, socketLimits, type SocketLimits } from './socket-limits.js';
