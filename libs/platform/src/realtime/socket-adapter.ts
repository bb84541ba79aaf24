import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import ipaddr from 'ipaddr.js';
import { Config } from '../config/index.js';
import { clientAddress } from '../http/client-address.js';
import { Realtime } from './realtime.js';
import { OpenCount, limitEvents, socketLimits } from './socket-limits.js';

/** Nest's gateways with fan-out, limits and an origin check: `app.useWebSocketAdapter(new SocketAdapter(app))`. */
export class SocketAdapter extends IoAdapter {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly limits = socketLimits,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const config = this.app.get(Config, { strict: false });
    const realtime = this.app.get(Realtime, { strict: false });
    const gate = new PeerGate(config.publicUrl, config.trustedProxies, this.limits.connectionsPerPeer);
    const own: Partial<ServerOptions> = {
      ...options,
      adapter: realtime.adapter(),
      allowRequest: gate.allowRequest,
      maxHttpBufferSize: this.limits.eventBytes,
      perMessageDeflate: false,
      serveClient: false,
      connectTimeout: 10_000,
    };
    const server: Server = super.createIOServer(port, own as ServerOptions);
    gate.watch(server);
    limitEvents(server, this.limits);
    // Close the default namespace: only those of the gateways authenticate.
    server.use((_socket, next) => next(new Error('not-found')));
    realtime.attach(server);
    return server;
  }
}

/** Admits connections from pages of our own origin, up to a number per address. */
class PeerGate {
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
