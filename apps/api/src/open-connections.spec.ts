import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { OpenConnections } from './open-connections.js';

describe('connections of an api that stops', () => {
  const clients: Socket[] = [];
  afterEach(() => clients.splice(0).forEach((client) => client.destroy()));

  async function serve(graceMs?: number) {
    const connections = new OpenConnections();
    const server = createServer((request, response) => void request.resume().on('end', () => response.end('done')));
    connections.watch(server, graceMs);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return { connections, server };
  }
  async function open(server: Server, sent = '') {
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    clients.push(client);
    await Promise.all([once(client, 'connect'), once(server, 'connection')]);
    if (sent) await Promise.all([once(server, 'request'), client.write(sent)]);
    return client;
  }
  const stop = (connections: OpenConnections, server: Server) => {
    connections.beforeApplicationShutdown();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const upload = 'PUT / HTTP/1.1\r\nhost: shop\r\ncontent-length: 2\r\n\r\n';

  it('ends one that nobody has used', async () => {
    const { connections, server } = await serve();
    await open(server);
    await stop(connections, server);
  });

  it('lets one answer that is at work, and ends it then', async () => {
    const { connections, server } = await serve();
    const client = await open(server, upload);
    const stopped = stop(connections, server);
    await new Promise((resolve) => setTimeout(resolve, 500));
    client.end('ok');
    expect(String(await once(client, 'data'))).toMatch(/^HTTP\/1.1 200 OK/);
    await stopped;
  });

  it('keeps one open for longer than a proxy does', async () => {
    const { connections, server } = await serve();
    const client = await open(server, 'GET / HTTP/1.1\r\nhost: shop\r\n\r\n');
    expect(String(await once(client, 'data'))).toContain('Keep-Alive: timeout=130');
    await stop(connections, server);
  });

  it('cuts one whose request does not get on', async () => {
    const { connections, server } = await serve(400);
    const client = await open(server, upload);
    const closed = once(client, 'close');
    await stop(connections, server);
    await closed;
  });
});
