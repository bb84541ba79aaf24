import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { settingsForm, textsOf } from '#libs/channels';
import { platforms } from '../all-platforms.js';
import type { PlatformWebhooks, StorePlatform } from './define-platform.js';

interface Recorded {
  headers: Record<string, string>;
  payload: unknown;
  expected: unknown;
}
const recordedOf = ({ texts }: StorePlatform): [string, Recorded][] => {
  const folder = new URL('../payloads/', texts);
  return readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recorded]);
};
/** Sets every field. */
const anySettings = ({ settings }: StorePlatform) =>
  Object.fromEntries(Object.keys(settingsForm(settings).properties).map((name) => [name, 's']));
/** The same headers with other values. */
const changed = (headers: Record<string, string>) =>
  Object.fromEntries(Object.keys(headers).map((name) => [name, 'other']));
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(platforms.map((platform) => [platform.type, platform] as const))('the platform %s', (type, platform) => {
  it('is there once, under the name of its folder, and names its settings, and nothing else, in words', () => {
    expect(platforms.filter((other) => other.type === type)).toHaveLength(1);
    expect(platform.texts.pathname).toMatch(new RegExp(`/${type}/locales/$`));
    const names = Object.keys(textsOf(platform, 'en')).filter((name) => !name.endsWith('.hint'));
    expect(names.sort()).toEqual(['label', ...Object.keys(settingsForm(platform.settings).properties)].sort());
    expect('webhooks.hint' in textsOf(platform, 'en')).toBe(platform.webhooks !== undefined);
  });

  if (platform.webhooks) describeWebhooks(recordedOf(platform), platform.webhooks, anySettings(platform));
});

function describeWebhooks(recorded: [string, Recorded][], platform: PlatformWebhooks, set: object): void {
  const strangeHeaders = [{}, ...recorded.map(([, { headers }]) => changed(headers))];
  const request = (headers: Record<string, string>, body: string) => ({ headers, body: Buffer.from(body) });

  it.each(recorded)('reads %s', (_, { headers, payload, expected }) =>
    expect(asJson(platform.parse(request(headers, JSON.stringify(payload))))).toEqual(expected),
  );

  it.each(recorded)('says why when %s is spoilt, and never throws', (_, { headers, payload }) => {
    const names = Object.keys(payload as object);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        const parsed = platform.parse(request(headers, JSON.stringify({ ...(payload as object), [name]: value })));
        return 'reason' in parsed || parsed.externalId.length > 0;
      }),
    );
  });

  it('takes whatever bytes come', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom<Record<string, string>>(...recorded.map(([, { headers }]) => headers), ...strangeHeaders),
        (bytes, headers) => 'reason' in platform.parse({ headers, body: Buffer.from(bytes) }),
      ),
    );
  });

  it.each(recorded)('repeats nothing of %s in the reason when it is no JSON', (_, { headers }) => {
    const parsed = platform.parse(request(headers, 'Ann Buyer, Mill Lane 3'));
    expect('reason' in parsed && parsed.reason).not.toMatch(/Ann|Buyer/);
  });

  it('accepts nothing where no secret or no domain is set', () => {
    const nothing = { headers: {}, body: Buffer.from('{}') };
    for (const domain of [null, 'a.example'])
      for (const settings of [{}, set]) expect(platform.verify(nothing, { domain, settings })).toBe(false);
  });
}
