import { request } from 'node:http';
import type { InstallationNotes } from '#libs/contracts';
import type { Client } from '../support/client.js';
import { describeWith } from '../support/machine.js';
import { Proxy, type ProxyName } from '../support/proxy.js';
import { until } from '../support/until.js';
import { visit } from '../support/visitor.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

/** Of each proxy, two shoppers: loopback has addresses enough. */
const shoppers = { nginx: ['127.0.0.2', '127.0.0.3'], caddy: ['127.0.0.4', '127.0.0.5'] } as const;

describe('behind a proxy that TRUSTED_PROXIES names, as docs/operate.md says', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let channelId: string;
  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api', env: { TRUSTED_PROXIES: '127.0.0.1' } });
    ({ admin } = await waypost.workspace());
    const channel = { type: 'widget', name: 'Chat' };
    channelId = (await admin.post<{ id: string }>('/api/v1/channels', channel)).body.id;
  });
  afterAll(() => waypost?.close());

  describe.each(['nginx', 'caddy'] as ProxyName[])('which is %s', (name) => {
    describeWith(name, 'of Debian', () => {
      let proxy: Proxy;
      beforeAll(async () => {
        proxy = await Proxy.start(name, waypost.url);
      });
      afterAll(() => proxy?.stop());

      it('each shopper is one peer to the limits, whatever they say of themselves', async () => {
        const [one, other] = shoppers[name];
        const guess = (from: string, n: number) => guessFrom(proxy.url, from, `203.0.113.${n}`);
        const answers = [];
        for (let n = 0; n < 16; n++) answers.push(await guess(one, n));
        expect([answers[0], answers.at(-1)]).toEqual([403, 429]);
        expect(await guess(other, 99)).toBe(403);
        const notes = (await admin.get<InstallationNotes>('/api/v1/installation/notes')).body;
        expect(notes.undeclaredProxy).toBeNull();
      });

      it('the chat connects by a WebSocket, hears an answer, and uploads as much as it may', async () => {
        const visitor = await visit(proxy.url, channelId);
        const { ticketId } = await visitor.write('Hello');
        const socket = visitor.socket();
        const heard: unknown[] = [];
        socket.onAny((event) => heard.push(event));
        await until('a connection', () => socket.connected);
        await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'Good day', visibility: 'public' });
        await until('news', () => heard.length > 0);
        socket.close();
        expect((await visitor.upload('big.bin', new Uint8Array(9 * 1024 * 1024))).status).toBe(201);
      });

      it('figures are not shown to the world', async () => {
        expect((await fetch(`${proxy.url}/metrics`)).status).toBe(404);
        expect((await fetch(`${waypost.url}/metrics`)).status).toBe(200);
      });
    });
  });
});

/** The answer to a link that was guessed, from an address of this machine and with a header that lies about it. */
function guessFrom(url: string, localAddress: string, said: string): Promise<number> {
  const body = JSON.stringify({ kind: 'reset', token: 'A'.repeat(43) });
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': said, 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/v1/links/check`, { method: 'POST', localAddress, headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.once('error', reject).end(body);
  });
}
