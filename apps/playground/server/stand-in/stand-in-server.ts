import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { send } from './exchange.js';
import type { Misbehaviour } from './misbehaviour.js';

/** A stand-in for a provider's API: on a port of its own, or below a path of another server. */
export abstract class StandInServer<Accepted> {
  private readonly misbehaviours: Misbehaviour[] = [];
  private readonly listeners = new Set<(message: Accepted) => void>();
  private server?: Server;

  protected abstract route(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** The provider's answer when the fault is its own. */
  protected abstract readonly ownFault: unknown;

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.route(request, response);
    } catch {
      if (!response.headersSent) send(response, 500, this.ownFault);
    }
  }

  /** Listens on loopback; port 0 takes a free one. */
  async listen(port = 0): Promise<this> {
    this.server = createServer((request, response) => void this.handle(request, response));
    await new Promise<void>((resolve, reject) => this.server!.once('error', reject).listen(port, '127.0.0.1', resolve));
    return this;
  }

  /** Ends connections that still hang. */
  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
  }

  /** How the next messages are met, one each. */
  misbehave(...next: Misbehaviour[]): void {
    this.misbehaviours.push(...next);
  }

  onAccepted(listener: (message: Accepted) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  protected get ownAddress(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}`;
  }

  protected nextMisbehaviour(): Misbehaviour | undefined {
    return this.misbehaviours.shift();
  }

  protected notify(message: Accepted): void {
    for (const listener of this.listeners) listener(message);
  }
}
