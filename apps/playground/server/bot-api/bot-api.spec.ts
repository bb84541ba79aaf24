import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChannelContext, type GuardedFetch, type Inbound, type OutboundMessage, adapters } from '#libs/channels';
import { contextOf } from '../../../../test/support/adapter-contract/recorded.js';
import { until } from '../../../../test/support/until.js';
import type { Misbehaviour } from '../stand-in/index.js';
import { BotApi, fileFrom, messageFrom, textFrom } from './index.js';

const telegram = adapters.find(({ type }) => type === 'telegram')!;
const secrets = {
  botToken: '7000000001:AAplayground-token_of_35_characters',
  webhookSecret: 'playground-webhook-secret',
};
const noura = { id: '7100000804', name: 'نورة العتيبي', locale: 'ar' };

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

let bots: BotApi;
let hook: Server;
const inbound: Inbound[] = [];
const context = (changed: object = {}): ChannelContext<unknown> =>
  contextOf({ ...secrets, apiBaseUrl: bots.baseUrl, ...changed }, plainFetch);
const outbound = (changed: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: '019a0c2e-7d3b-7c11-9a42-0d5c8a6f2b10',
  attempt: 1,
  recipient: { kind: 'telegram', value: noura.id },
  text: 'في الطريق 🚚',
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
  telegram.send!(outbound(changed), context(settings));

beforeEach(async () => {
  inbound.length = 0;
  patienceMs = 20_000;
  bots = await new BotApi({ ...secrets, prefix: '/playground/telegram' }).listen();
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
        const ours = telegram.verify!(raw, context());
        if (ours) inbound.push(...(await telegram.parse!(raw.body, context())));
        response.writeHead(ours ? 200 : 401).end();
      });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  bots.reportTo(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/hooks/telegram/x`);
});
afterEach(async () => {
  await bots.close();
  hook.closeAllConnections();
  await new Promise((resolve) => hook.close(resolve));
});

test('a text of ours is taken, and named by chat and message', async () => {
  const result = await send();
  expect(bots.accepted).toMatchObject([{ chatId: noura.id, text: 'في الطريق 🚚', file: null }]);
  expect(result).toEqual({ outcome: 'sent', externalId: `${noura.id}:${bots.accepted[0]!.messageId}` });
});

test('a person’s text arrives once verified; under another secret it is refused', async () => {
  expect(await bots.deliver(textFrom(noura, 'أين طلبي؟ 📦', 12))).toBe(200);
  expect(inbound).toMatchObject([
    {
      kind: 'message',
      externalId: `${noura.id}:12`,
      text: 'أين طلبي؟ 📦',
      sender: { kind: 'telegram', value: noura.id, name: noura.name, locale: 'ar' },
    },
  ]);
  bots.options.webhookSecret = 'another';
  expect(await bots.deliver(textFrom(noura, 'forged', 13))).toBe(401);
  expect(inbound).toHaveLength(1);
});

test('files go out with their caption and come in by their id', async () => {
  const bytes = Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2]);
  expect(
    await send({ files: [{ name: 'größe.jpg', contentType: 'image/jpeg', bytes, link: () => '' }] }),
  ).toMatchObject({
    outcome: 'sent',
  });
  expect(bots.accepted).toMatchObject([
    { text: 'في الطريق 🚚', file: { kind: 'photo', name: 'größe.jpg', contentType: 'image/jpeg', bytes } },
  ]);

  const file = bots.memory.keep({
    kind: 'document',
    name: 'rechnung.pdf',
    contentType: 'application/pdf',
    bytes: Buffer.from('%PDF'),
  });
  expect(await bots.deliver(fileFrom(noura, file, 14, 'انظروا'))).toBe(200);
  expect(inbound).toMatchObject([
    { kind: 'message', text: 'انظروا', files: [{ name: 'rechnung.pdf', mediaRef: file.id }] },
  ]);
  expect(await telegram.fetchMedia!(file.id, context())).toEqual({
    bytes: Buffer.from('%PDF'),
    contentType: 'application/pdf',
  });
  expect(await telegram.fetchMedia!('AgACnone', context()).catch((error: unknown) => error)).toMatchObject({
    gone: true,
  });
});

test.each([
  [{ kind: 'throttle', retryAfterSeconds: 3 }, { outcome: 'retry', afterSeconds: 3 }, 0],
  [
    { kind: 'refuse', status: 403, message: 'Forbidden: bot was blocked by the user' },
    { outcome: 'failed', reason: 'Telegram: Forbidden: bot was blocked by the user' },
    0,
  ],
  [{ kind: 'refuse', status: 500, message: 'Internal Server Error' }, { outcome: 'retry' }, 0],
  [{ kind: 'gateway-error', accept: true }, { outcome: 'unknown' }, 1],
  [{ kind: 'gateway-error', accept: false }, { outcome: 'unknown' }, 0],
  [{ kind: 'hang' }, { outcome: 'unknown' }, 1],
  [{ kind: 'reset' }, { outcome: 'unknown' }, 1],
  [{ kind: 'garble' }, { outcome: 'unknown' }, 1],
  [{ kind: 'slow', ms: 50 }, { outcome: 'sent' }, 1],
] as [Misbehaviour, object, number][])('ordered to %p', async (misbehaviour, outcome, accepted) => {
  bots.misbehave(misbehaviour);
  if (misbehaviour.kind === 'hang') patienceMs = 1_000;
  expect(await send()).toMatchObject(outcome);
  await until('taken or not', async () => bots.accepted.length === accepted);
  patienceMs = 20_000;
  expect(await send()).toMatchObject({ outcome: 'sent' });
});

test('a wrong token, a chat that is none and a kind that is not known', async () => {
  expect(await send({}, { botToken: '1:guess' })).toEqual({
    outcome: 'failed',
    reason: 'Telegram: Unauthorized',
    denied: true,
  });
  expect(await send({ recipient: { kind: 'telegram', value: 'nobody' } })).toEqual({
    outcome: 'failed',
    reason: 'Telegram: Bad Request: chat not found',
  });
  // The channel of this test is another than the stand-in delivers to.
  expect(await telegram.check!(context())).toMatchObject({ ok: false, proves: { sending: true } });
  expect(await telegram.check!(context({ botToken: '1:guess' }))).toEqual({ ok: false, message: 'Unauthorized' });
  const call = async (method: string, body: object) =>
    (await (
      await fetch(`${bots.baseUrl}/bot${secrets.botToken}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()) as unknown;
  expect(await call('sendMessage', { chat_id: noura.id, text: ' ' })).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: message text is empty',
  });
  expect(await call('sendMessage', { text: 'to whom?' })).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: chat_id is empty',
  });
  expect(await call('sendDice', { chat_id: noura.id })).toEqual({
    ok: false,
    error_code: 404,
    description: 'Not Found',
  });
  await bots.deliver(messageFrom(noura, { dice: { emoji: '🎲', value: 4 } }, 15));
  expect(inbound).toMatchObject([{ kind: 'message', flags: ['unsupported'] }]);
});

test('numbers only grow', () => {
  const numbers = Array.from({ length: 50 }, () => bots.memory.nextId());
  expect(new Set(numbers).size).toBe(50);
  expect(Math.max(...numbers)).toBeLessThan(2 ** 31);
});
