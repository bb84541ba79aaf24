import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { Config } from '../config/index.js';
import { PeerGate } from './peer-gate.js';
import { Realtime } from './realtime.js';
import { limitEvents, socketLimits } from './socket-limits.js';

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
