import type { Server, Socket } from 'socket.io';

/** What one socket, one person and one address may take. */
export interface SocketLimits {
  /** Bytes of one event. */
  eventBytes: number;
  /** Events that a socket may send in a second; more are dropped. */
  eventsPerSecond: number;
  /** Frames in a second at which a connection is cut. */
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

/** Says whether one more is within a rate; short bursts of twice the rate are. */
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

/** Drops what a socket sends too quickly, in every namespace, and cuts the connection of who floods. */
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

/** Counts what each key has open, up to a limit. */
export class OpenCount {
  private readonly open = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Takes a place for a key, unless all of its places are taken. */
  take(key: string): boolean {
    const count = this.open.get(key) ?? 0;
    if (count >= this.most) return false;
    this.open.set(key, count + 1);
    return true;
  }

  /** Gives a place back. */
  give(key: string) {
    const count = (this.open.get(key) ?? 1) - 1;
    if (count > 0) this.open.set(key, count);
    else this.open.delete(key);
  }

  /** Takes a place for as long as a socket is connected; false when there is none, and the socket should be sent away. */
  admit(socket: Pick<Socket, 'once'>, key: string): boolean {
    if (!this.take(key)) return false;
    socket.once('disconnect', () => this.give(key));
    return true;
  }
}
