import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import type { Server } from 'socket.io';
import { clientAddress } from '../http/client-address.js';
import { OpenCount } from './socket-limits.js';

/** Admits connections from pages of our own origin, up to a number per address. */
export class PeerGate {
  private readonly open: OpenCount;

  constructor(
    private readonly publicUrl: string,
    private readonly trustedProxies: string[],
    connectionsPerPeer: number,
  ) {
    this.open = new OpenCount(connectionsPerPeer);
  }

  /** The hook of socket.io that decides before a connection is made. */
  readonly allowRequest = (request: IncomingMessage, decide: (error: string | null, allowed: boolean) => void) => {
    const { origin, host } = request.headers;
    decide(null, origin === undefined || origin === this.publicUrl || isOwnHost(origin, host));
  };

  /** Counts connections by address and closes those beyond the limit. */
  watch(server: Server) {
    server.engine.on('connection', (connection: PeerConnection) => {
      const peer = clientAddress(connection.request, this.trustedProxies);
      // Behind a local proxy that TRUSTED_PROXIES does not name, all clients have a loopback address.
      if (isLoopback(peer)) return;
      if (this.open.acquire(peer)) connection.once('close', () => this.open.release(peer));
      else connection.close(true);
    });
  }
}

interface PeerConnection {
  request: IncomingMessage;
  once(event: 'close', listener: () => void): void;
  close(discard: boolean): void;
}

/** Whether a page connects to the host that it was loaded from, under whatever name. */
function isOwnHost(origin: string, host: string | undefined) {
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}

const isLoopback = (address: string) => ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
