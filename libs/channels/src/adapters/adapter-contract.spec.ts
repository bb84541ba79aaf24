import {
  asRecorded,
  contextOf,
  hasRecordings,
  recordedSends,
  recordedSettings,
  recordedWebhooks,
} from '../../../../test/support/adapter-contract/recorded.js';
import { hostileBodies, spoilt } from '../../../../test/support/adapter-contract/hostile-bodies.js';
import { isLong } from '../../../../test/support/long.js';
import { standInFetch, type Exchange } from '../../../../test/support/adapter-contract/stand-in-fetch.js';
import { ChannelSign } from '#libs/contracts';
import type { ChannelAdapter, Inbound, SendResult } from '../define-channel.js';
import { secretFields, settingsForm } from '../settings/settings-form.js';
import { adapters } from '../find-channel.js';
import { textsOf } from '../describe-kind.js';

/** What every kind of channel promises the core, shown on recordings in its own folder. */
describe.each(adapters.map((adapter) => [adapter.type, adapter] as const))('adapter %s', (type, adapter) => {
  test('is there once, under the name of its folder, and can be drawn', () => {
    expect(adapters.filter((other) => other.type === type)).toHaveLength(1);
    expect(adapter.texts.pathname).toMatch(new RegExp(`/${type}/locales/$`));
    expect(ChannelSign.parse({ glyph: adapter.glyph, ink: adapter.ink })).toBeTruthy();
    for (const path of adapter.glyph) expect(path).toMatch(/^[Mm][\d\s,.\-a-zA-Z]+$/);
    for (const kind of adapter.identities) expect(['email', 'phone', 'visitor', type]).toContain(kind);
  });

  test('names its settings, and nothing else, in words', () => {
    const all = Object.entries(settingsForm(adapter.settings).properties);
    const fields = Object.fromEntries(all.filter(([, { hidden }]) => !hidden));
    const groups = Object.values(fields).flatMap(({ group }) => (group === undefined ? [] : [`group.${group}`]));
    const alerts = (adapter.alerts ?? []).map((alert) => `alert.${alert}`);
    const steps = (adapter.steps ?? []).map((step) => `step.${step}`);
    const names = Object.keys(textsOf(adapter, 'en'));
    expect(names.filter((name) => !/\.(hint|add)$/.test(name)).sort()).toEqual(
      ['label', ...Object.keys(fields), ...new Set(groups), ...alerts, ...steps].sort(),
    );
    for (const name of names.filter((each) => /\.(hint|add)$/.test(each)))
      expect(fields).toHaveProperty(name.replace(/\.\w+$/, ''));
  });

  test('takes any non-empty text as a secret', () => {
    const secrets = secretFields(adapter.settings);
    const settings = {
      ...(hasRecordings(adapter) ? recordedSettings(adapter) : {}),
      ...Object.fromEntries(secrets.map((name) => [name, 'ß 密 "x"'])),
    };
    const issues = adapter.settings.safeParse(settings).error?.issues ?? [];
    expect(issues.filter((issue) => secrets.includes(String(issue.path[0])))).toEqual([]);
  });

  test('has recordings when there is something to parse', () => {
    if (adapter.parse) expect(recordedWebhooks(adapter).length).toBeGreaterThan(0);
    if (adapter.receive === 'webhook') expect(recordedSends(adapter).length).toBeGreaterThan(0);
  });

  if (adapter.receive === 'webhook')
    test('names for each recording where its provider documents it', () => {
      for (const { what, source } of recordedWebhooks(adapter))
        expect([what, source]).toEqual([what, expect.stringMatching(/^https:\/\//)]);
    });

  if (hasRecordings(adapter)) describeRecorded(adapter);
});

function describeRecorded(adapter: ChannelAdapter): void {
  const settings = adapter.settings.parse(recordedSettings(adapter));
  const secrets = secretFields(adapter.settings)
    .map((name) => settings[name])
    .filter((secret) => secret !== undefined) as string[];
  const expectNoSecrets = (value: unknown) => {
    const said = JSON.stringify(value) + (value instanceof Error ? `${value.message}${value.stack}${value.cause}` : '');
    for (const secret of secrets) expect(said).not.toContain(secret);
  };

  if (adapter.parse)
    describe('parse', () => {
      const parse = async (body: Buffer) => adapter.parse!(body, contextOf(settings));

      test.each(recordedWebhooks(adapter).map((recorded) => [recorded.what, recorded] as const))(
        '%s',
        async (_what, { request, expected }) => {
          const entries = await parse(request.body);
          expect(asRecorded(entries)).toEqual(expected);
          expectNoSecrets(entries);
          expect(adapter.identities).toEqual(expect.arrayContaining(identitiesIn(entries)));
        },
      );

      test.each(hostileBodies)('does not fall over %s', async (_what, body) => {
        const before = process.cpuUsage();
        expectWellFormed(await parse(body));
        expect(process.cpuUsage(before).user / 1e6).toBeLessThan(20);
      });

      if (adapter.receive === 'webhook')
        test('does not fall over any recording of which a part is spoilt', async () => {
          // One expectation for all: each costs more than what it looks at, and there are a hundred thousand.
          // The ordinary run takes each seventh: so each place is spoilt in it, and each way that it can be.
          const step = isLong ? 1 : 7;
          let place = 0;
          const faults: unknown[] = [];
          for (const { request } of recordedWebhooks(adapter))
            for (const write of spoilt(JSON.parse(request.body.toString())))
              if (place++ % step === 0) faults.push(...faultsOf(await parse(Buffer.from(write()))));
          expect(faults).toEqual([]);
          expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        }, 120_000);
    });

  if (adapter.verify)
    describe('verify', () => {
      const verify = (request: Parameters<NonNullable<typeof adapter.verify>>[0], under = settings) =>
        adapter.verify!(request, contextOf(under));
      const recorded = recordedWebhooks(adapter);

      test('knows each recording as the provider’s', () => {
        for (const { request } of recorded) expect(verify(request)).toBe(true);
      });

      test('refuses every recording whose proof is missing, cut, altered, of another kind or of another secret', () => {
        const { request } = recorded[0]!;
        const proof = Object.keys(request.headers).find(
          (name) => !verify({ ...request, headers: { ...request.headers, [name]: undefined } }),
        )!;
        const altered = (change: (value: string) => string) => ({
          ...request,
          headers: { ...request.headers, [proof]: change(request.headers[proof]!) },
        });
        expect(verify({ ...request, headers: {} })).toBe(false);
        for (const change of [
          () => '',
          (value: string) => value.slice(0, -1),
          (value: string) => `${value}0`,
          (value: string) => value.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
          () => 'sha1=0',
          () => `sha256=${'0'.repeat(64)}`,
          () => 'ü',
        ]) {
          expect(verify(altered(change))).toBe(false);
        }
        expect(
          verify(
            request,
            Object.fromEntries(
              Object.entries(settings).map(([name, value]) => [
                name,
                secrets.includes(value as string) ? `${value}!` : value,
              ]),
            ),
          ),
        ).toBe(false);
      });
    });

  if (adapter.receive === 'webhook')
    describe('send', () => {
      test.each(recordedSends(adapter).map((recorded) => [recorded.what, recorded] as const))(
        '%s',
        async (_what, { message, exchanges, expected }) => {
          const { fetch, left } = standInFetch(exchanges);
          const result = await adapter.send!(message, contextOf(settings, fetch));
          expect(result).toEqual(expected);
          expect(left()).toBe(0);
          expectNoSecrets(result);
        },
      );

      const echoed = secrets.join(' ');
      const echo = { error: { message: echoed }, message: echoed, description: echoed, detail: [echoed] };
      const endings: [string, Exchange, Partial<SendResult>][] = [
        ['a time-out or reset after the request was written', { failure: { written: true } }, { outcome: 'unknown' }],
        ['a connection that failed before', { failure: { written: false } }, { outcome: 'retry' }],
        ['an address that is not allowed', { failure: { written: false, refused: true } }, { outcome: 'failed' }],
        [
          'a gateway’s failure',
          { answer: { status: 502, rawBody: '<html>bad gateway</html>' } },
          { outcome: 'unknown' },
        ],
        ['a failure with an empty body', { answer: { status: 500, rawBody: '' } }, { outcome: 'unknown' }],
        [
          'a limit without the provider’s words',
          { answer: { status: 429, headers: { 'retry-after': '7' }, rawBody: '' } },
          { outcome: 'retry', afterSeconds: 7 },
        ],
        ['success without a body', { answer: { status: 200, rawBody: '' } }, { outcome: 'unknown' }],
        ['success that is no JSON', { answer: { status: 200, rawBody: '<html>ok</html>' } }, { outcome: 'unknown' }],
        ['success of another shape', { answer: { status: 200, body: [null] } }, { outcome: 'unknown' }],
        ['a page that is not there', { answer: { status: 404, rawBody: '<html>' } }, { outcome: 'failed' }],
        [
          'a redirect',
          { answer: { status: 302, headers: { location: 'https://elsewhere.example' }, rawBody: '' } },
          { outcome: 'failed' },
        ],
        ['an error that echoes the secrets', { answer: { status: 400, body: echo } }, { outcome: 'failed' }],
      ];
      test.each(endings)('ends rightly on %s', async (_what, exchange, expected) => {
        const { message } = recordedSends(adapter).find((recorded) => recorded.exchanges.length === 1)!;
        const result = await adapter.send!(message, contextOf(settings, standInFetch([exchange]).fetch));
        expect(result).toMatchObject(expected);
        expectNoSecrets(result);
      });

      test.each(endings)('a check and a file show no secret on %s', async (_what, exchange) => {
        const { fetch } = standInFetch([exchange]);
        expectNoSecrets(await adapter.check!(contextOf(settings, fetch)));
        expectNoSecrets(
          await adapter.fetchMedia!('media-1', contextOf(settings, standInFetch([exchange]).fetch)).catch(
            (error: unknown) => error,
          ),
        );
      });
    });
}

const expectWellFormed = (entries: Inbound[]): void => expect(faultsOf(entries)).toEqual([]);

/** Entries that are ill formed, and how many are not understood where these are too many. */
function faultsOf(entries: Inbound[]): unknown[] {
  const ill = entries.filter((entry) => !isWellFormed(entry));
  const unknown = entries.filter((entry) => entry.kind === 'unknown').length;
  return unknown > 101 ? [...ill, `${unknown} are not understood`] : ill;
}

/** By what an entry is told apart from others of its kind. */
function keyOf(entry: Inbound): string | undefined {
  switch (entry.kind) {
    case 'slot-cleared':
      return entry.slot;
    case 'alert':
      return entry.topic;
    case 'watermark':
      return entry.recipient.value;
    case 'unknown':
      return undefined;
    default:
      return entry.externalId;
  }
}

/** Of a known kind, with a usable id and no text that a database would refuse. */
function isWellFormed(entry: Inbound): boolean {
  const key = keyOf(entry);
  if (entry.kind !== 'unknown' && !(key && /^[\x21-\x7e]{1,250}$/.test(key))) return false;
  if ('slot' in entry && entry.slot !== undefined && !/^[\x21-\x7e]{1,250}$/.test(entry.slot)) return false;
  return textsIn({ ...entry, raw: undefined }).every((text) => !/\u0000|\p{Surrogate}/u.test(text));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const identitiesIn = (entries: Inbound[]): string[] =>
  entries.flatMap((entry) => addressesIn(entry).map(({ kind }) => kind));

function addressesIn(entry: Inbound): { kind: string }[] {
  if (entry.kind === 'address-change') return [...entry.from, ...entry.to];
  if (entry.kind === 'watermark') return [entry.recipient];
  const person = entry.kind === 'message' ? entry.sender : entry.kind === 'echo' ? entry.recipient : undefined;
  return person ? [person, ...(person.alias ? [person.alias] : [])] : [];
}
