import type { Server, ServerOptions } from 'socket.io';

/** Carries hints to the sockets of other processes. */
export interface FanOut {
  /** A new socket.io adapter, for one server. */
  adapter(): ServerOptions['adapter'];
  close(): Promise<void>;
}

/** A message between processes. Processes of two versions may run side by side, so the kinds keep their names. */
export type NodeMessage =
  | { kind: 'emit'; namespace: string; rooms: string[]; event: string; payload: unknown }
  | { kind: 'disconnect'; namespace: string; rooms: string[] }
  | { kind: 'tell'; topic: string; payload: unknown };

const channel = 'node';

/** Sends to all other processes, without waiting. Never throws: a message that cannot be sent is lost. */
export function sendToNodes(server: Server, message: NodeMessage) {
  try {
    server.serverSideEmit(channel, message);
  } catch {
    // Hints may be lost.
  }
}

/** Calls back for each message of another process. */
export function onNodeMessage(server: Server, receive: (message: NodeMessage) => void) {
  server.on(channel, receive);
}
