import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { AdapterTools } from '#libs/channels';
import { AddressRules, kindOf } from './address-rules.js';
import { createGuardedFetch } from './guarded-fetch.js';
import type { GuardedFetch, GuardedFetchError } from './guarded-request.js';

const servers: Pick<Server, 'close'>[] = [];
async function listen(handle: RequestListener, host = '127.0.0.1') {
  const server = createServer(handle).listen(0, host);
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
afterAll(() => servers.forEach((server) => server.close()));

let hits = 0;
let canary: number;
beforeAll(async () => {
  canary = await listen((_, response) => {
    hits++;
    response.end('the secret of the canary');
  }, '::');
});
beforeEach(() => {
  hits = 0;
});

const strict = { allowPrivateNetwork: false, allowedPrivateHosts: [] };
const open = { allowPrivateNetwork: true, allowedPrivateHosts: [] };
const resolveTo =
  (...addresses: string[]) =>
  async () =>
    addresses;
const fetchWith = (
  policy: typeof strict | { allowPrivateNetwork: boolean; allowedPrivateHosts: string[] },
  ...addresses: string[]
): GuardedFetch =>
  createGuardedFetch(addresses.length ? new AddressRules(policy, resolveTo(...addresses)) : new AddressRules(policy));

async function failure(request: Promise<unknown>) {
  const error = await request.then(
    () => undefined,
    (thrown: GuardedFetchError) => thrown,
  );
  if (!error) throw new Error('the request was answered');
  return error;
}

it('is the fetch that channel adapters are given', () => {
  const tools: Pick<AdapterTools, 'fetch'> = { fetch: fetchWith(open) };
  expect(tools.fetch).toBeInstanceOf(Function);
});

describe('a URL that leads inside', () => {
  it.each([
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://0.0.0.0:PORT/',
    'http://0:PORT/',
    'http://localhost:PORT/',
    'http://localhost.:PORT/',
    'http://LOCALHOST:PORT/',
    'http://[::1]:PORT/',
    'http://[::]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://10.0.0.1:PORT/',
    'http://172.16.0.1:PORT/',
    'http://192.168.1.1:PORT/',
    'http://100.64.0.1:PORT/',
    'http://[fc00::1]:PORT/',
    'http://127.0.0.1%2f@example.com:PORT/',
    'http://example.com@127.0.0.1:PORT/',
    'http://user:word@127.0.0.1:PORT/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:PORT/_x',
    'ftp://127.0.0.1:PORT/',
    'data:text/plain,x',
    'javascript:alert(1)',
    '//127.0.0.1:PORT/',
    '',
    'http://',
    'http://①②⑦.⓪.⓪.①:PORT/',
  ])('is refused: %s', async (url) => {
    const error = await failure(fetchWith(strict)(url.replace('PORT', String(canary)), { timeoutMs: 2_000 }));
    expect(error).toMatchObject({ name: 'GuardedFetchError', written: false });
    expect(['bad-url', 'refused']).toContain(error.fault);
    expect(error.message).not.toContain('secret');
    expect(hits).toBe(0);
  });

  it.each([['127.0.0.1'], ['::1'], ['::ffff:10.0.0.1'], ['169.254.169.254'], ['0.0.0.0']])(
    'is refused as a name for %s',
    async (address) => {
      const error = await failure(fetchWith(strict, address)(`http://shop.example:${canary}/`));
      expect(error).toMatchObject({
        fault: 'refused',
        written: false,
        message: 'shop.example is not an address that may be used here',
      });
      expect(hits).toBe(0);
    },
  );

  it('does not get in by a second answer of the name server', async () => {
    const answers = [['192.88.99.1'], ['127.0.0.1']];
    let asked = 0;
    const rebinding = createGuardedFetch(new AddressRules(strict, async () => answers[Math.min(asked++, 1)]!));
    await failure(rebinding(`http://rebind.example:${canary}/`, { timeoutMs: 300 }));
    asked = 0;
    answers[0] = ['8.8.8.8'];
    await failure(rebinding(`http://rebind.example:${canary}/`, { timeoutMs: 300 }));
    expect([asked, hits]).toEqual([1, 0]);
  });

  it('does not get in by a redirect', async () => {
    const port = await listen(
      (_, response) => void response.writeHead(302, { location: `http://127.0.0.1:${canary}/` }).end(),
    );
    const answer = await fetchWith({ ...strict, allowedPrivateHosts: [`127.0.0.1:${port}`] })(
      `http://127.0.0.1:${port}/`,
    );
    expect([answer.status, hits]).toEqual([302, 0]);
  });

  it('takes of several addresses only those that are allowed', async () => {
    expect(await new AddressRules(strict, resolveTo('127.0.0.1', '8.8.8.8')).pin('both.example', 80)).toEqual([
      '8.8.8.8',
    ]);
  });
});

describe('what the installation allows', () => {
  it.each([['127.0.0.1'], ['127.0.0.0/8'], ['shop.internal'], ['SHOP.internal.']])(
    'is reached by the exception %s',
    async (exception) => {
      const answer = await fetchWith(
        { ...strict, allowedPrivateHosts: [exception] },
        '127.0.0.1',
      )(`http://shop.internal:${canary}/`);
      expect([answer.status, hits]).toEqual([200, 1]);
    },
  );

  it('by name and port is that port only', async () => {
    const only = { ...strict, allowedPrivateHosts: ['shop.internal:1'] };
    expect(await failure(fetchWith(only, '127.0.0.1')(`http://shop.internal:${canary}/`))).toMatchObject({
      fault: 'refused',
    });
  });

  it.each([
    '169.254.169.254',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::',
    '224.0.0.1',
    '255.255.255.255',
  ])('never holds %s', async (address) => {
    const all = { allowPrivateNetwork: true, allowedPrivateHosts: ['meta.example', '0.0.0.0/0', '::/0', address] };
    expect(kindOf(address)).toBe('forbidden');
    expect(await failure(fetchWith(all, address)('http://meta.example/'))).toMatchObject({
      fault: 'refused',
      written: false,
    });
  });

  it('is said at once of a host in settings where no look-up is needed', () => {
    const rules = new AddressRules(strict);
    for (const host of ['127.0.0.1', '[::1]', 'localhost', 'x.localhost', '10.1.2.3'])
      expect(() => rules.refuseLiteral(host, 25)).toThrow('may be used');
    for (const host of ['shop.example', '8.8.8.8']) expect(() => rules.refuseLiteral(host, 25)).not.toThrow();
    expect(() => new AddressRules(open).refuseLiteral('localhost', 25)).not.toThrow();
  });
});

describe('a request', () => {
  it('carries method, headers and body, and its answer status, headers and bytes', async () => {
    const port = await listen(async (request, response) => {
      const body = Buffer.concat((await request.toArray()) as Buffer[]).toString();
      response
        .writeHead(201, { 'x-method': request.method, 'set-cookie': ['a=1', 'b=2'] })
        .end(JSON.stringify({ ...request.headers, body }));
    });
    const answer = await fetchWith(open)(`http://127.0.0.1:${port}/a?b=1`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', Host: 'evil.example' },
      body: '{"a":"退"}',
    });
    expect([answer.status, answer.headers.get('x-method'), answer.headers.getSetCookie()]).toEqual([
      201,
      'POST',
      ['a=1', 'b=2'],
    ]);
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      authorization: 'Bearer x',
      host: `127.0.0.1:${port}`,
      body: '{"a":"退"}',
      'accept-encoding': 'identity',
    });
  });

  it('carries forms with files', async () => {
    const port = await listen(
      async (request, response) =>
        void response.end(
          `${request.headers['content-type']}\n${Buffer.concat((await request.toArray()) as Buffer[])}`,
        ),
    );
    const form = new FormData();
    form.set('file', new Blob(['bytes of a file'], { type: 'image/png' }), 'a.png');
    const { body } = await fetchWith(open)(`http://127.0.0.1:${port}/`, { method: 'POST', body: form });
    expect(body.toString()).toMatch(/^multipart\/form-data; boundary=[\s\S]*filename="a.png"[\s\S]*bytes of a file/);
  });

  it('says that nothing was written when no server listens', async () => {
    const port = await listen(() => undefined);
    servers.pop()!.close();
    await pause(20);
    expect(await failure(fetchWith(open)(`http://127.0.0.1:${port}/`, { method: 'POST' }))).toMatchObject({
      fault: 'unreachable',
      written: false,
    });
    const unknown = createGuardedFetch(
      new AddressRules(open, async () => {
        throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      }),
    );
    expect(await failure(unknown('http://nowhere.example/'))).toMatchObject({ fault: 'unreachable', written: false });
    const mute = createGuardedFetch(new AddressRules(open, () => new Promise(() => undefined)));
    expect(await failure(mute('http://mute.example/', { timeoutMs: 100 }))).toMatchObject({
      fault: 'timeout',
      written: false,
    });
  });

  it('says that it may have been written when the connection breaks after it', async () => {
    const server = createTcpServer((socket) => void socket.once('data', () => socket.resetAndDestroy())).listen(
      0,
      '127.0.0.1',
    );
    servers.push(server as unknown as Server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await failure(fetchWith(open)(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' }))).toMatchObject({
      fault: 'broken',
      written: true,
    });
  });

  it('ends in time when no answer comes, or one that drips', async () => {
    const silent = await listen(() => undefined);
    const dripping = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    for (const port of [silent, dripping]) {
      const start = Date.now();
      expect(await failure(fetchWith(open)(`http://127.0.0.1:${port}/`, { timeoutMs: 300 }))).toMatchObject({
        fault: 'timeout',
        written: true,
      });
      // By the time that it was given, and not by the 15 s that it has otherwise.
      expect(Date.now() - start).toBeLessThan(10_000);
    }
  });

  it('ends at the byte too many of an endless answer', async () => {
    let sent = 0;
    const port = await listen((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) sent += 64 * 1024;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await failure(fetchWith(open)(`http://127.0.0.1:${port}/`, { maxBytes: 100_000 }))).toMatchObject({
      fault: 'too-large',
      tooLarge: true,
      written: true,
    });
    await pause(50);
    expect(sent).toBeLessThan(20_000_000);
  });
});
