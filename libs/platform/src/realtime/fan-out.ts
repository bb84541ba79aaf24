import type { Server, ServerOptions } from 'socket.io';

/** How hints reach the sockets of other processes. */
export interface FanOut {
  /** A new adapter, for one server. */
  adapter(): ServerOptions['adapter'];
  close(): Promise<void>;
}

/** What one process tells the others. */
export type NodeMessage =
  | { kind: 'emit'; namespace: string; rooms: string[]; event: string; payload: unknown }
  | { kind: 'disconnect'; namespace: string; rooms: string[] }
  | { kind: 'tell'; topic: string; payload: unknown };

const channel = 'node';

/** Sends to all other processes. It is handed on at once or lost; nobody waits for it. */
export function sendToNodes(server: Server, message: NodeMessage) {
  try {
    server.serverSideEmit(channel, message);
  } catch {
    // A hint that cannot be sent is a hint lost.
  }
}

/** Calls back for each message of another process. */
export function onNodeMessage(server: Server, receive: (message: NodeMessage) => void) {
  server.on(channel, receive);
}
