import type { VisitorCommands, VisitorEvents, VisitorSendResult, VisitorSubmission } from '#libs/contracts';
import type { Socket } from 'socket.io-client';
import { RequestError } from './server.js';

/** What the socket receives. */
export interface LiveHooks {
  connected(): void;
  lost(): void;
  /** The session is over. */
  refused(token: string): void;
  changed: VisitorEvents['ticket:changed'];
  typing: VisitorEvents['agent:typing'];
}

const patience = 10_000;

/** The socket: hints in, typing and messages out. All of it works without, only slower. */
export function createLive(hooks: LiveHooks) {
  let socket: Socket<VisitorEvents, VisitorCommands> | null = null;
  let bearer: string | null = null;

  const connect = async (token: string | null) => {
    socket?.disconnect();
    socket = null;
    bearer = token;
    if (!token) return;
    const { io } = await import('socket.io-client');
    if (bearer !== token) return;
    const next: Socket<VisitorEvents, VisitorCommands> = io(`${location.origin}/visitor`, {
      auth: { token },
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      forceNew: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 10_000,
    });
    socket = next;
    next.on('connect', hooks.connected);
    next.on('disconnect', (reason) => {
      hooks.lost();
      if (reason === 'io server disconnect') setTimeout(() => socket === next && next.connect(), 1_000);
    });
    next.on('connect_error', (error) => {
      hooks.lost();
      if (error.message === 'not-signed-in') hooks.refused(token);
      else if (!next.active) setTimeout(() => socket === next && next.connect(), 5_000);
    });
    next.on('ticket:changed', (hint) => hooks.changed(hint));
    next.on('agent:typing', (hint) => hooks.typing(hint));
  };

  return {
    connect,
    isConnected: () => Boolean(socket?.connected),
    typing: (ticketId: string) => void socket?.volatile.emit('typing', { ticketId }),
    /** Sends and waits for the answer that it is stored; null when there is no socket to send by. */
    async send(submission: VisitorSubmission): Promise<Extract<VisitorSendResult, { ok: true }> | null> {
      if (!socket?.connected) return null;
      const result = await socket
        .timeout(patience)
        .emitWithAck('send', submission)
        .catch(() => null);
      if (result && !result.ok && result.problem === 'not-signed-in' && bearer) hooks.refused(bearer);
      if (result && !result.ok) throw new RequestError(statusOf[result.problem] ?? 400, result.problem);
      return result;
    },
  };
}
export type Live = ReturnType<typeof createLive>;

const statusOf: Record<string, number> = {
  'too-many-requests': 429,
  'not-signed-in': 401,
  unavailable: 503,
  internal: 500,
};
