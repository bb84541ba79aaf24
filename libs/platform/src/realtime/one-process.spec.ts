import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { loadConfig } from '../config/index.js';
import { createLog } from '../observe/index.js';
import { Realtime } from './index.js';

it('hints reach sockets and listeners from a worker in the api’s process', async () => {
  const [api, worker] = [1, 2].map(() => new Realtime(loadConfig({}), createLog('silent'))) as [Realtime, Realtime];
  const http = createServer();
  const server = new Server(http, { adapter: api.adapter(), serveClient: false });
  server.of('/agent').on('connection', (socket) => void socket.join('a'));
  api.attach(server);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const client = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}/agent`, {
    transports: ['websocket'],
    reconnection: false,
  });
  const received: string[] = [];
  try {
    const hints: string[] = [];
    const last = new Promise<void>((resolve) =>
      client.on('hint', (hint: string) => void (hints.push(hint) === 2 && resolve())),
    );
    await new Promise<void>((resolve) => client.on('connect', resolve));
    api.onBroadcast('presence', (who: string) => received.push(who));
    worker.emit('/agent', ['a'], 'hint', 'of the worker');
    worker.broadcast('presence', 'worker');
    api.emit('/agent', ['a'], 'hint', 'of the api');
    await last;
    expect(hints).toEqual(['of the worker', 'of the api']);
    expect(received).toEqual(['worker']);
  } finally {
    client.disconnect();
    await worker.onApplicationShutdown();
    await api.onApplicationShutdown();
    await server.close();
  }
  worker.broadcast('presence', 'late');
  expect(received).toEqual(['worker']);
});
