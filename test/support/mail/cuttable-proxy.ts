import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';

/** Passes connections on to a port, and cuts or freezes them on demand. */
export class CuttableProxy {
  private readonly sockets = new Set<Socket>();
  private frozen = false;
  private last?: { text: string; reached: () => void };
  private constructor(
    private readonly server: Server,
    private target: number,
  ) {}

  static async to(target: number): Promise<CuttableProxy> {
    const server = createServer((near) => {
      const far = createConnection(proxy.target, '127.0.0.1');
      for (const [from, into] of [
        [near, far],
        [far, near],
      ] as const) {
        proxy.sockets.add(from);
        from
          .on('data', (data) => void (proxy.frozen || proxy.isTheEnd(data) || into.write(data)))
          .on('close', () => into.destroy())
          .on('error', () => undefined);
      }
    });
    const proxy = new CuttableProxy(server, target);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Passes on to another port what connects from now on. */
  moveTo(target: number): void {
    this.target = target;
  }

  /** Ends every connection. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  /** Ends every connection in place of passing on what contains this, once; resolves then. */
  cutBefore(text: string): Promise<void> {
    return new Promise((reached) => (this.last = { text, reached }));
  }

  private isTheEnd(data: Buffer): boolean {
    if (!this.last || !data.includes(this.last.text)) return false;
    this.last.reached();
    this.last = undefined;
    this.cut();
    return true;
  }

  /** Swallows what is sent from now on, while connections seem to be open. */
  freeze(frozen: boolean): void {
    this.frozen = frozen;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
