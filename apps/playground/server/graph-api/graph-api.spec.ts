import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type ChannelContext,
  type GuardedFetch,
  type Inbound,
  type OutboundMessage,
  type OutboundTemplate,
  adapters,
} from '#libs/channels';
import { contextOf } from '../../../../test/support/adapter-contract/recorded.js';
import { orderTemplate } from '../../../../test/support/order-template.js';
import { fileFrom, GraphApi, type Misbehaviour, textFrom } from './index.js';

const whatsapp = adapters.find(({ type }) => type === 'whatsapp')!;
const secrets = {
  accessToken: 'EAAplayground',
  appSecret: 'playground-app-secret',
  verifyToken: 'playground-verify-token',
};
const phoneNumberId = '106540352242922';
const messageId = '019a0c2e-7d3b-7c11-9a42-0d5c8a6f2b10';
const mia = { phone: '4915112345678', name: 'Mia Größe 😀' };

let patienceMs: number;

/** The core's guarded fetch in small: what it throws shows whether the request was written. */
const plainFetch: GuardedFetch = async (url, { timeoutMs = patienceMs, ...init } = {}) => {
  try {
    const response = await fetch(url, {
      ...init,
      body: init.body as FormData | string,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    throw Object.assign(new Error('no answer'), {
      written: (error as { cause?: { code?: string } }).cause?.code !== 'ECONNREFUSED',
    });
  }
};

let graph: GraphApi;
let hook: Server;
let refuseDeliveries: number;
const inbound: Inbound[] = [];
const context = (changed: object = {}): ChannelContext<unknown> =>
  contextOf({ phoneNumberId, ...secrets, apiBaseUrl: graph.baseUrl, ...changed }, plainFetch);
const outbound = (changed: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: messageId,
  attempt: 1,
  recipient: { kind: 'phone', value: `+${mia.phone}` },
  text: 'Unterwegs 🚚',
  subject: '',
  files: [],
  partsSent: 0,
  authorName: null,
  automatic: false,
  thread: { messageId: '', references: [], replyToken: '' },
  locale: null,
  ...changed,
});
const send = (changed?: Partial<OutboundMessage>, settings?: object) =>
  whatsapp.send!(outbound(changed), context(settings));
const until = async (holds: () => boolean) => {
  for (let tries = 0; tries < 2_000 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
};

beforeEach(async () => {
  inbound.length = 0;
  patienceMs = 20_000;
  refuseDeliveries = 0;
  graph = await new GraphApi({ phoneNumberId, ...secrets, statuses: ['sent', 'delivered', 'read'] }).listen();
  hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', async () => {
        const raw = {
          method: 'POST' as const,
          headers: request.headers as Record<string, string>,
          query: {},
          body: Buffer.concat(chunks),
        };
        const ours = whatsapp.verify!(raw, context());
        if (ours && --refuseDeliveries < 0) inbound.push(...(await whatsapp.parse!(raw.body, context())));
        response.writeHead(!ours ? 401 : refuseDeliveries >= 0 ? 503 : 200).end();
      });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  graph.reportTo(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/hooks/whatsapp/x`);
});

afterEach(async () => {
  await graph.close();
  hook.closeAllConnections();
  await new Promise((resolve) => hook.close(resolve));
});

test('a text reaches the customer, and its statuses come back signed, with our own id', async () => {
  const result = await send();
  expect(graph.accepted).toMatchObject([{ recipient: mia.phone, body: { text: { body: 'Unterwegs 🚚' } } }]);
  expect(result).toEqual({ outcome: 'sent', externalId: graph.accepted[0]!.id });
  await until(() => inbound.length === 3);
  expect(inbound).toMatchObject(
    ['sent', 'delivered', 'read'].map((status) => ({
      kind: 'status',
      status,
      correlationId: messageId,
      externalId: graph.accepted[0]!.id,
    })),
  );
});

test('a report that the channel refuses comes again, in order', async () => {
  refuseDeliveries = 2;
  await send();
  await until(() => inbound.length === 3);
  expect(inbound.map((entry) => entry.kind === 'status' && entry.status)).toEqual(['sent', 'delivered', 'read']);
});

test('files go up with the message and come down again', async () => {
  const bytes = Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2]);
  expect(
    await send({ files: [{ name: 'größe.jpg', contentType: 'image/jpeg', bytes, link: () => '' }] }),
  ).toMatchObject({
    outcome: 'sent',
  });
  const { id } = graph.accepted[0]!.body['image'] as { id: string };
  expect(graph.memory.file(id)).toMatchObject({ name: 'größe.jpg', contentType: 'image/jpeg', bytes });

  const file = graph.memory.keep({ name: 'rechnung.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF') });
  expect(await graph.deliver(fileFrom(mia, file, 'Bitte prüfen'))).toBe(200);
  const received = inbound.find((entry) => entry.kind === 'message');
  expect(received).toMatchObject({
    text: 'Bitte prüfen',
    sender: { value: `+${mia.phone}`, name: mia.name },
    files: [{ name: 'rechnung.pdf', mediaRef: file.id }],
  });
  expect(await whatsapp.fetchMedia!(file.id, context())).toEqual({
    bytes: Buffer.from('%PDF'),
    contentType: 'application/pdf',
  });
});

test('templates come page by page, and are taken as they were approved', async () => {
  const named = { ...orderTemplate({ id: '2', language: 'en' }), components: [{ type: 'BODY', text: 'Hi {{name}}' }] };
  const many = Array.from({ length: 120 }, (_, at) => orderTemplate({ id: `1${at}`, name: `more_${at}` }));
  graph.options.templates.push(orderTemplate(), named, ...many);
  const found = await whatsapp.listTemplates!(context({ businessAccountId: graph.options.businessAccountId }));
  expect(found && 'templates' in found && found.templates).toHaveLength(122);
  const template = (language: string, ...parameters: OutboundTemplate['parameters']) =>
    send({ template: { name: 'order_arrives_day', language, parameters } });
  const value = (part: 'body' | 'buttons', name: string, text: string) =>
    ({ part, name, kind: 'text', value: text }) as const;
  const all = [value('body', '1', 'Mia'), value('body', '2', 'heute'), value('buttons', '0', 'A-1')];
  expect(await template('pt_BR', ...all)).toMatchObject({ outcome: 'sent' });
  expect(await template('en', value('body', 'name', 'Mia'))).toMatchObject({ outcome: 'sent' });
  for (const wrong of [all.slice(1), all.slice(0, 2)])
    expect(await template('pt_BR', ...wrong)).toMatchObject({ reason: expect.stringContaining('132000') });
  for (const wrong of [value('body', '1', 'Mia'), value('body', 'name', 'two\nlines')])
    expect(await template('en', wrong)).toMatchObject({ reason: expect.stringContaining('132012') });
  expect(await template('de')).toMatchObject({ reason: expect.stringContaining('132001') });
  graph.options.templates[0]!.status = 'DISABLED';
  expect(await template('pt_BR', ...all)).toMatchObject({ reason: expect.stringContaining('132016') });
});

test('a customer’s text arrives once verified; another app’s secret is refused', async () => {
  expect(await graph.deliver(textFrom(mia, 'Wo ist mein Paket? 📦', 'wamid.one'))).toBe(200);
  expect(inbound).toMatchObject([{ kind: 'message', externalId: 'wamid.one', text: 'Wo ist mein Paket? 📦' }]);
  graph.options.appSecret = 'another';
  expect(await graph.deliver(textFrom(mia, 'forged'))).toBe(401);
  expect(inbound).toHaveLength(1);
});

test.each([
  [{ kind: 'throttle', retryAfterSeconds: 3 }, { outcome: 'retry', afterSeconds: 3 }, 0],
  [{ kind: 'refuse', status: 400, code: 131047, message: 'Re-engagement message' }, { outcome: 'failed' }, 0],
  [{ kind: 'refuse', status: 500, code: 131000, message: 'Something went wrong' }, { outcome: 'retry' }, 0],
  [{ kind: 'gateway-error', accept: true }, { outcome: 'unknown' }, 1],
  [{ kind: 'gateway-error', accept: false }, { outcome: 'unknown' }, 0],
  [{ kind: 'hang' }, { outcome: 'unknown' }, 1],
  [{ kind: 'reset' }, { outcome: 'unknown' }, 1],
  [{ kind: 'garble' }, { outcome: 'unknown' }, 1],
  [{ kind: 'slow', ms: 50 }, { outcome: 'sent' }, 1],
] as [Misbehaviour, object, number][])('ordered to %p', async (misbehaviour, outcome, accepted) => {
  graph.misbehave(misbehaviour);
  if (misbehaviour.kind === 'hang') patienceMs = 1_000;
  expect(await send()).toMatchObject(outcome);
  await until(() => graph.accepted.length === accepted);
  await until(() => inbound.length === 3 * accepted);
  expect(inbound.every((entry) => entry.kind === 'status' && entry.correlationId === messageId)).toBe(true);
});

test('a wrong token, a number of others and a stopped server', async () => {
  expect(await send({}, { accessToken: 'guess' })).toEqual({
    outcome: 'failed',
    reason: 'WhatsApp: (#190) Invalid OAuth access token.',
    denied: true,
  });
  expect(await send({}, { phoneNumberId: '1' })).toMatchObject({ outcome: 'failed' });
  expect(await whatsapp.check!(context())).toMatchObject({ ok: true, message: 'Playground, 15550783881' });
  expect(await whatsapp.check!(context({ accessToken: 'guess' }))).toMatchObject({ ok: false });
  expect(await whatsapp.fetchMedia!('1', context()).catch((error: unknown) => error)).toMatchObject({ gone: true });
  const stopped = await new GraphApi({ phoneNumberId, ...secrets }).listen();
  const apiBaseUrl = stopped.baseUrl;
  await stopped.close();
  expect(await send({}, { apiBaseUrl })).toMatchObject({ outcome: 'retry' });
});
