import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A listener on loopback that nothing of ours may ever reach: what attacks point at. */
export class Canary {
  /** Whatever did reach it, each as method and URL. */
  readonly hits: string[] = [];
  private constructor(private readonly server: Server) {}

  static async listen(
    answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200, body: 'canary' },
  ): Promise<Canary> {
    const server = createServer((request, response) => {
      canary.hits.push(`${request.method} ${request.url}`);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    const canary = new Canary(server);
    server.on('connection', () => canary.connections++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return canary;
  }

  /** Connections count too: a port that is knocked at is known to be open. */
  connections = 0;

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
