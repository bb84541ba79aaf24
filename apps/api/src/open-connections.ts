import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

const graceMs = 10_000;
/**
 * Longer than proxies keep a connection that nobody uses (Caddy two minutes, nginx one): a request that is sent while
 * the other side ends the connection is lost.
 */
const keptOpenMs = 130_000;
const lookMs = 200;

/**
 * The connections of the api, which end once its server no longer listens. Node waits for each of them, also for one
 * that a browser has opened ahead and never used.
 */
@Injectable()
export class OpenConnections implements BeforeApplicationShutdown {
  private readonly open = new Set<Socket>();
  private server?: Server;
  private graceMs = graceMs;

  /** Call before the server listens. A request that is not complete `grace` ms after the end is cut. */
  watch(server: Server, grace = graceMs): void {
    this.server = server;
    this.graceMs = grace;
    server.keepAliveTimeout = keptOpenMs;
    server.on('connection', (socket) => {
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
  }

  /** Ends a connection that is kept open with its answer: a client that asks without a pause would keep it for ever. */
  readonly endWithAnswer = (_request: Request, response: Response, next: () => void): void => {
    if (this.server && !this.server.listening) response.setHeader('Connection', 'close');
    next();
  };

  /** The server listens until every part has prepared its end; from then on this looks at what is still open. */
  beforeApplicationShutdown(): void {
    const { server } = this;
    if (!server?.listening) return;
    let waited = 0;
    const timer = setInterval(() => {
      if (server.listening) return;
      waited += lookMs;
      const isOver = waited >= this.graceMs;
      for (const socket of this.open) if (isOver || socket.bytesRead === 0) socket.destroy();
    }, lookMs);
    server.once('close', () => clearInterval(timer));
  }
}
