import { contextOf } from '../../../../../test/support/adapter-contract/recorded.js';
import { type Exchange, standInFetch } from '../../../../../test/support/adapter-contract/stand-in-fetch.js';
import type { ChannelContext } from '../../define-channel.js';
import { checkAccount } from './connect-account.js';
import { fetchFile } from './fetch-file.js';
import { fetchProfileName } from './fetch-name.js';
import { messagingRules } from './messaging-outcome.js';
import { regainAccessAfter } from './regain-access.js';
import { sendOutcome } from './send-outcome.js';

const [ownId, person] = ['1906385232743451', '7152034981187765'];
const settings = { apiBaseUrl: 'https://graph.facebook.com/v26.0' };
const withExchange = (...exchanges: Exchange[]) =>
  contextOf(settings, standInFetch(exchanges).fetch) as ChannelContext<typeof settings>;

describe('a file', () => {
  const url = 'https://scontent.xx.fbcdn.net/1.jpg';
  test.each([
    'http://scontent.xx.fbcdn.net/1.jpg',
    'file:///etc/passwd',
    'ftp://scontent.xx.fbcdn.net/1.jpg',
    '//scontent.xx.fbcdn.net/1.jpg',
    'https:scontent.xx.fbcdn.net',
  ])('is not asked for at %s', async (address) => {
    await expect(fetchFile(address, withExchange())).rejects.toMatchObject({ gone: true });
  });

  test('that is too large is asked for once', async () => {
    const tooLarge = withExchange({ failure: { written: true, tooLarge: true } });
    await expect(fetchFile(url, tooLarge)).rejects.toMatchObject({ gone: true });
  });
});

describe('a name', () => {
  const ask = (status: number, error: object) =>
    fetchProfileName(
      person,
      ['name'],
      'token',
      withExchange({ answer: { status, body: { error: { message: 'No', ...error } } } }),
    );

  test.each([4, 17, 32, 613, 80001, 80002, 80006])('is asked for again after the limit %i', async (code) => {
    await expect(ask(400, { code })).rejects.toThrow();
    await expect(ask(403, { code })).rejects.toThrow();
  });

  test.each([10, 100, 190, 200])('is not, where the app may not ask: %i', async (code) => {
    expect(await ask(400, { code })).toBeNull();
  });
});

describe('a check', () => {
  const account = { platform: 'Messenger', id: ownId, token: 'token', secrets: ['token'], fields: ['messages'] };
  const check = (...exchanges: Exchange[]) =>
    checkAccount(withExchange(...exchanges), { ...account, nameFields: ['name'], nameOf: () => 'Our page' });
  const refusal = (status: number, code: number, message: string): Exchange => ({
    answer: { status, body: { error: { code, message } } },
  });

  test('says why the subscription could not be read', async () => {
    const message = '(#200) Requires pages_manage_metadata';
    expect(await check({ answer: { status: 200, body: {} } }, refusal(403, 200, message))).toEqual({
      ok: false,
      message,
    });
  });

  test('says that a token which has ended needs another one', async () => {
    expect(await check(refusal(401, 190, 'Session has expired'))).toEqual({
      ok: false,
      message: 'The provider does not accept the channel’s credentials. Enter new ones: Session has expired',
    });
  });
});

describe('after a limit', () => {
  const ask = (usage: string) =>
    regainAccessAfter({
      status: 400,
      headers: new Headers({ 'x-business-use-case-usage': usage }),
      body: Buffer.alloc(0),
    });

  test.each([
    ['{"7":[{"type":"messenger","call_count":100,"estimated_time_to_regain_access":19}]}', 19 * 60],
    ['{"7":[{"estimated_time_to_regain_access":0}],"8":[{"estimated_time_to_regain_access":3}]}', 180],
    ['{"7":[{"estimated_time_to_regain_access":1e20}]}', 3_600],
    ['{"7":[{"estimated_time_to_regain_access":-5}]}', undefined],
    ['{"7":{"__proto__":[]},"8":null,"9":["x"]}', undefined],
    ['[', undefined],
    ['', undefined],
  ])('of %s the next try waits %p seconds', (usage, seconds) => {
    expect(ask(usage)).toBe(seconds);
  });

  test('that Meta names, the next try waits', () => {
    const headers = { 'x-business-use-case-usage': '{"7":[{"estimated_time_to_regain_access":2}]}' };
    const response = {
      status: 403,
      headers: new Headers(headers),
      body: Buffer.from('{"error":{"code":4,"message":"No"}}'),
    };
    const rules = messagingRules('Messenger');
    expect(sendOutcome({ response, secrets: [], context: withExchange() }, rules)).toMatchObject({
      outcome: 'retry',
      afterSeconds: 120,
    });
  });
});
