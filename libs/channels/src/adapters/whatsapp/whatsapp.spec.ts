import { createHmac } from 'node:crypto';
import {
  contextOf,
  recordedSettings,
  recordedWebhooks,
} from '../../../../../test/support/adapter-contract/recorded.js';
import { standInFetch, type Exchange } from '../../../../../test/support/adapter-contract/stand-in-fetch.js';
import { MediaFailure, type RawRequest } from '../../define-channel.js';
import { fetchMedia } from './fetch-media.js';
import { answerHandshake, checkCredentials, verifyWebhook, whatsapp } from './index.js';
import { parseWebhook } from './parse-webhook.js';
import { WhatsappSettings } from './settings.js';

const settings = WhatsappSettings.parse(recordedSettings(whatsapp));
const context = (exchanges: Exchange[] = [], changed: Partial<WhatsappSettings> = {}) => ({
  ...contextOf({ ...settings, ...changed }, standInFetch(exchanges).fetch),
  settings: { ...settings, ...changed },
});
const authorization = `Bearer ${settings.accessToken}`;

describe('settings', () => {
  test('need no base URL', () => {
    const { apiBaseUrl: _left, ...rest } = settings;
    expect(WhatsappSettings.parse(rest).apiBaseUrl).toBe('https://graph.facebook.com/v26.0');
  });

  test.each([
    'ftp://x.example',
    'not a url',
    'https://user:pw@x.example',
    'https://x.example?a=1',
    'https://x.example#a',
    'javascript:alert(1)',
  ])('refuse %s as a base URL', (apiBaseUrl) => {
    expect(WhatsappSettings.safeParse({ ...settings, apiBaseUrl }).success).toBe(false);
  });

  test('refuse an empty secret and an unknown key', () => {
    expect(WhatsappSettings.safeParse({ ...settings, appSecret: '' }).success).toBe(false);
    expect(WhatsappSettings.safeParse({ ...settings, token: 'x' }).success).toBe(false);
  });
});

describe('verifyWebhook', () => {
  const { request } = recordedWebhooks(whatsapp).find((recorded) => recorded.what.includes('escaped'))!;

  test('is over the bytes as they came: the same text without its escapes does not verify', () => {
    expect(verifyWebhook(request, context())).toBe(true);
    expect(
      verifyWebhook({ ...request, body: Buffer.from(JSON.stringify(JSON.parse(request.body.toString()))) }, context()),
    ).toBe(false);
  });

  test('notices each single byte', () => {
    for (let at = 0; at < request.body.length; at += 7) {
      const body = Buffer.from(request.body);
      body[at] = body[at]! ^ 1;
      expect(verifyWebhook({ ...request, body }, context())).toBe(false);
    }
  });

  test('takes no sha1, even a right one, and no signature in another header', () => {
    const sha1 = createHmac('sha1', settings.appSecret).update(request.body).digest('hex');
    const right = request.headers['x-hub-signature-256'];
    for (const headers of [
      { 'x-hub-signature': `sha1=${sha1}` },
      { 'x-hub-signature-256': `sha1=${sha1}` },
      { 'x-hub-signature': right },
      { 'x-hub-signature-256': right?.slice(7) },
    ]) {
      expect(verifyWebhook({ ...request, headers }, context())).toBe(false);
    }
  });
});

describe('answerHandshake', () => {
  const asked = (query: RawRequest['query']): RawRequest => ({
    method: 'GET',
    headers: {},
    query: {
      'hub.mode': 'subscribe',
      'hub.verify_token': settings.verifyToken,
      'hub.challenge': '1158201444',
      ...query,
    },
    body: Buffer.alloc(0),
  });

  test('echoes the challenge for our token', () => {
    expect(answerHandshake(asked({}), context())).toBe('1158201444');
  });

  test.each([
    ['another token', { 'hub.verify_token': 'guess' }],
    ['no token', { 'hub.verify_token': undefined }],
    ['an empty token', { 'hub.verify_token': '' }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
    ['no challenge', { 'hub.challenge': undefined }],
    ['markup as challenge', { 'hub.challenge': '<script>' }],
  ])('refuses %s', (_what, query) => {
    expect(answerHandshake(asked(query), context())).toBeNull();
  });
});

describe('parseWebhook', () => {
  test('reads a thousand changes of one batch, each beside the broken ones', () => {
    const change = (id: number) => ({
      field: 'messages',
      value: {
        metadata: { phone_number_id: settings.phoneNumberId },
        messages: [{ from: '16505551234', id: `wamid.${id}`, type: 'text', text: { body: `${id}` } }],
      },
    });
    const changes = Array.from({ length: 1_000 }, (_, id) =>
      id % 10 === 3 ? { field: 'messages', value: id } : change(id),
    );
    const entries = parseWebhook(
      Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ changes }] })),
      context(),
    );
    expect(entries.filter((entry) => entry.kind === 'message')).toHaveLength(900);
    expect(entries.filter((entry) => entry.kind === 'unknown')).toHaveLength(100);
  });

  test.each([
    ['102290129340398', ['alert', 'template']],
    ['another account', ['alert']],
  ])('takes news of templates from the own account alone: %s', (businessAccountId, kinds) => {
    const { request } = recordedWebhooks(whatsapp).find(({ what }) => what === 'A template was approved')!;
    const entries = parseWebhook(request.body, context([], { businessAccountId }));
    expect(entries.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('keeps what it had to cut', () => {
    const [entry] = parseWebhook(
      Buffer.from(
        JSON.stringify({
          object: 'whatsapp_business_account',
          entry: [
            {
              changes: [
                {
                  field: 'messages',
                  value: {
                    metadata: { phone_number_id: settings.phoneNumberId },
                    messages: [
                      { from: '16505551234', id: 'wamid.1', type: 'text', text: { body: 'x'.repeat(60_000) } },
                    ],
                  },
                },
              ],
            },
          ],
        }),
      ),
      context(),
    );
    expect(entry).toMatchObject({ flags: ['truncated'], text: 'x'.repeat(50_000) });
    expect(entry!.kind === 'message' && entry!.raw!.length).toBeGreaterThan(60_000);
  });
});

describe('fetchMedia', () => {
  const describedAt = (url: string, more = {}): Exchange => ({
    request: { url: `${settings.apiBaseUrl}/2484739018560361`, headers: { authorization } },
    answer: {
      status: 200,
      body: {
        url,
        mime_type: 'image/jpeg',
        sha256: 'x',
        file_size: 303833,
        id: '2484739018560361',
        messaging_product: 'whatsapp',
        ...more,
      },
    },
  });
  const elsewhere = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=2484739018560361&hash=ATtq';
  const failure = (exchanges: Exchange[], changed = {}) =>
    fetchMedia('2484739018560361', context(exchanges, changed)).catch((error: unknown) => error as MediaFailure);

  test('asks for the address and fetches from there with the token', async () => {
    const file = await fetchMedia(
      '2484739018560361',
      context([
        describedAt(elsewhere),
        { request: { url: elsewhere, headers: { authorization } }, answer: { status: 200, rawBody: 'jpeg' } },
      ]),
    );
    expect(file).toEqual({ bytes: Buffer.from('jpeg'), contentType: 'image/jpeg' });
  });

  test('sends the token over no worse a connection than the API’s own', async () => {
    expect(await failure([describedAt('http://lookaside.fbsbx.com/x')])).toBeInstanceOf(MediaFailure);
    const { bytes } = await fetchMedia(
      '1',
      context(
        [{ answer: { status: 200, body: { url: 'http://127.0.0.1:9/x' } } }, { answer: { status: 200, rawBody: 'b' } }],
        { apiBaseUrl: 'http://127.0.0.1:9' },
      ),
    );
    expect(bytes.toString()).toBe('b');
  });

  test.each([
    [
      'an id that is no more',
      [{ answer: { status: 404, body: { error: { message: 'Unsupported get request', code: 100 } } } }],
      true,
    ],
    ['an address that is no more', [describedAt(elsewhere), { answer: { status: 404, rawBody: '' } }], true],
    ['a file too large', [describedAt(elsewhere, { file_size: 99_000_000 })], true],
    ['a host that is not allowed', [describedAt(elsewhere), { failure: { written: false, refused: true } }], true],
    [
      'a token that has expired',
      [{ answer: { status: 401, body: { error: { message: 'expired', code: 190 } } } }],
      false,
    ],
    [
      'a limit that is answered as a wrong request',
      [{ answer: { status: 400, body: { error: { message: 'Too many calls', code: 80007 } } } }],
      false,
    ],
    ['a file larger than was said', [describedAt(elsewhere), { failure: { written: true, tooLarge: true } }], true],
    ['a failure of theirs', [{ answer: { status: 503, rawBody: '' } }], false],
    ['no answer', [{ failure: { written: true } }], false],
    ['no address', [{ answer: { status: 200, body: {} } }], false],
  ] as [string, Exchange[], boolean][])('%s', async (_what, exchanges, gone) => {
    expect(await failure(exchanges)).toMatchObject({ gone });
  });
});

describe('checkCredentials', () => {
  test('shows whose number it is', async () => {
    const url = `${settings.apiBaseUrl}/${settings.phoneNumberId}?fields=display_phone_number,verified_name`;
    const check = await checkCredentials(
      context([
        {
          request: { url, headers: { authorization } },
          answer: {
            status: 200,
            body: { verified_name: 'Lindgrün', display_phone_number: '+1 555-078-3881', id: '1' },
          },
        },
      ]),
    );
    expect(check).toEqual({ ok: true, message: 'Lindgrün, +1 555-078-3881', proves: { sending: true } });
  });

  test('says in the provider’s words what is wrong', async () => {
    expect(
      await checkCredentials(
        context([{ answer: { status: 401, body: { error: { message: 'Session has expired', code: 190 } } } }]),
      ),
    ).toEqual({ ok: false, message: 'Session has expired' });
  });
});
