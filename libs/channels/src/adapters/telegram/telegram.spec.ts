import { contextOf, recordedSettings } from '../../../../../test/support/adapter-contract/recorded.js';
import { standInFetch, type Exchange } from '../../../../../test/support/adapter-contract/stand-in-fetch.js';
import { fetchMedia } from './fetch-media.js';
import { telegram } from './index.js';
import { TelegramSettings } from './settings.js';

const settings = TelegramSettings.parse(recordedSettings(telegram));
const context = (exchanges: Exchange[]) => ({ ...contextOf(settings, standInFetch(exchanges).fetch), settings });
const described = (file_path: unknown): Exchange => ({
  request: { url: `https://api.telegram.org/bot${settings.botToken}/getFile?file_id=AgAC1` },
  answer: { status: 200, body: { ok: true, result: { file_id: 'AgAC1', file_unique_id: 'u', file_path } } },
});

test('a file is fetched from where Telegram says it is', async () => {
  const at = `https://api.telegram.org/file/bot${settings.botToken}/photos/file_1.jpg`;
  const file = await fetchMedia(
    'AgAC1',
    context([
      described('photos/file_1.jpg'),
      { request: { url: at }, answer: { status: 200, headers: { 'content-type': 'image/jpeg' }, rawBody: 'jpeg' } },
    ]),
  );
  expect(file).toEqual({ bytes: Buffer.from('jpeg'), contentType: 'image/jpeg' });
});

test.each(['../../etc/passwd', 'https://elsewhere.example/x?', '', 7, undefined])(
  'a path like %p is not followed',
  async (path) => {
    await expect(fetchMedia('AgAC1', context([described(path)]))).rejects.toMatchObject({ gone: false });
  },
);

test('an error of the fetch that holds the URL, and so the token, is not passed on', async () => {
  const fetch = (url: string) => Promise.reject(Object.assign(new Error(`GET ${url} failed`), { written: true }));
  const answers = [
    await telegram.check!({ ...contextOf(settings, fetch), settings }),
    await fetchMedia('AgAC1', { ...contextOf(settings, fetch), settings }).catch((error: Error) => [
      error.message,
      error.stack,
      error.cause,
    ]),
  ];
  expect(JSON.stringify(answers)).not.toContain('ABC-DEF1234');
});

test('shows the bot’s name when it is well, and whether Telegram delivers here', async () => {
  const says = (result: object) => ({ answer: { status: 200, body: { ok: true, result } } });
  const bot = says({ id: 1, is_bot: true, username: 'shop_bot' });
  const checkWith = (hook: object) => telegram.check!(context([bot, says(hook)]));
  const { webhookUrl } = context([]);
  expect(await checkWith({ url: webhookUrl, pending_update_count: 0 })).toEqual({
    ok: true,
    message: '@shop_bot',
    proves: { sending: true, receiving: true },
  });
  expect(await checkWith({ url: 'https://elsewhere.example/hook', pending_update_count: 0 })).toEqual({
    ok: false,
    message: 'Telegram delivers the bot’s messages to another address',
    proves: { sending: true },
  });
});
