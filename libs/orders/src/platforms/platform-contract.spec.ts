import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { platforms } from './index.js';

interface Recorded {
  topic: string;
  payload: unknown;
  expected: unknown;
}
const recordedOf = (type: string): [string, Recorded][] => {
  const folder = path.join('libs/orders/src/platforms', type, 'payloads');
  return readdirSync(folder).map((file) => [
    file,
    JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Recorded,
  ]);
};
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(platforms.map((platform) => [platform.type, platform] as const))('the platform %s', (type, platform) => {
  const recorded = recordedOf(type);
  const request = (topic: string, body: string) => ({ headers: { 'x-shopify-topic': topic }, body: Buffer.from(body) });

  it.each(recorded)('reads %s', (_, { topic, payload, expected }) =>
    expect(asJson(platform.parse(request(topic, JSON.stringify(payload))))).toEqual(expected),
  );

  it.each(recorded)('says why when %s is spoilt, and never throws', (_, { topic, payload }) => {
    const names = Object.keys(payload as object);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        const parsed = platform.parse(request(topic, JSON.stringify({ ...(payload as object), [name]: value })));
        return 'reason' in parsed || parsed.externalId.length > 0;
      }),
    );
  });

  it('takes whatever bytes come', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...recorded.map(([, { topic }]) => topic), 'other', ''),
        (bytes, topic) =>
          'reason' in platform.parse({ headers: { 'x-shopify-topic': topic }, body: Buffer.from(bytes) }),
      ),
    );
  });

  it('believes nobody where no secret or no domain is set', () => {
    const nothing = { headers: {}, body: Buffer.from('{}') };
    for (const settings of [
      { domain: null, webhookSecret: null },
      { domain: 'a.example', webhookSecret: null },
      { domain: null, webhookSecret: 's' },
      { domain: 'a.example', webhookSecret: 's' },
    ])
      expect(platform.verify(nothing, settings)).toBe(false);
  });
});
