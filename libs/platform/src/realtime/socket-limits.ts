import type { Server, Socket } from 'socket.io';

/** Limits of one socket, one person and one address. */
export interface SocketLimits {
  /** Bytes of one event. */
  eventBytes: number;
  /** Events of one socket per second; more are dropped. */
  eventsPerSecond: number;
  /** Frames per second above which a connection is closed. */
  floodPerSecond: number;
  /** Connections of one address to one process. */
  connectionsPerPeer: number;
}

export const socketLimits: SocketLimits = {
  eventBytes: 64 * 1024,
  eventsPerSecond: 20,
  floodPerSecond: 200,
  connectionsPerPeer: 1_000,
};

/** A token bucket. The function returns whether one more is within the rate; bursts of twice the rate are. */
export function rateLimit(perSecond: number, now: () => number = Date.now): () => boolean {
  let tokens = perSecond * 2;
  let last = now();
  return () => {
    const time = now();
    tokens = Math.min(perSecond * 2, tokens + ((time - last) / 1000) * perSecond);
    last = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** Drops events above the rate in every namespace, and closes connections that flood. */
export function limitEvents(server: Server, { eventsPerSecond, floodPerSecond }: SocketLimits) {
  const limit = (socket: Socket, next: () => void) => {
    const within = rateLimit(eventsPerSecond);
    socket.use((_event, proceed) => {
      if (within()) proceed();
    });
    next();
  };
  server.use(limit);
  server.on('new_namespace', (namespace) => namespace.use(limit));
  server.engine.on('connection', (connection: FloodedConnection) => {
    const within = rateLimit(floodPerSecond);
    connection.on('packet', () => {
      if (!within()) connection.close(true);
    });
  });
}

interface FloodedConnection {
  on(event: 'packet', listener: () => void): void;
  close(discard: boolean): void;
}

/** Counts open connections by key, up to a limit. */
export class OpenCount {
  private readonly open = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Counts one more for a key. Returns false at the limit. */
  acquire(key: string): boolean {
    const count = this.open.get(key) ?? 0;
    if (count >= this.most) return false;
    this.open.set(key, count + 1);
    return true;
  }

  /** Counts one less for a key. */
  release(key: string) {
    const count = (this.open.get(key) ?? 1) - 1;
    if (count > 0) this.open.set(key, count);
    else this.open.delete(key);
  }

  /** Counts a socket until it disconnects. Returns false at the limit: then disconnect the socket. */
  admit(socket: Pick<Socket, 'once'>, key: string): boolean {
    if (!this.acquire(key)) return false;
    socket.once('disconnect', () => this.release(key));
    return true;
  }
}
