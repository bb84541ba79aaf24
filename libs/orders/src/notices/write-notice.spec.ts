import { spokenBy } from '#libs/contracts';
import { type NoticeFacts, writeNotice } from './write-notice.js';

const facts = (more: Partial<NoticeFacts>): NoticeFacts => ({
  kind: 'delayed',
  form: 'usual',
  number: 'HH-48213',
  locale: 'en',
  store: { name: 'Havn & Holm', timeZone: 'Europe/Copenhagen' },
  promisedAt: new Date('2026-11-30T11:00:00Z'),
  previousPromise: new Date('2026-11-27T11:00:00Z'),
  lastSignAt: null,
  parcels: [],
  ...more,
});
const locales = spokenBy('orders').map(({ tag }) => tag);

describe('a notice', () => {
  it('reports a delay, with both dates', () => {
    // The year is written only when it differs from the reader's.
    expect(writeNotice(facts({})).text).toMatch(
      /We had promised it for Friday, November 27(, 2026)?; the new date is Monday, November 30(, 2026)?\./,
    );
    expect(writeNotice(facts({ locale: 'de-CH' })).text).toMatch(
      /Zugesagt war Freitag, 27\. November( 2026)?; der neue Termin ist Montag, 30\. November( 2026)?\./,
    );
    expect(writeNotice(facts({ locale: 'zh-CN' })).text).toMatch(
      /原承诺送达日期为(2026年)?11月27日星期五，新的日期为(2026年)?11月30日星期一。/,
    );
  });

  it('takes the day from where the shop is', () => {
    const at = new Date('2026-11-29T23:30:00Z');
    expect(writeNotice(facts({ promisedAt: at })).text).toContain('November 30');
    expect(writeNotice(facts({ promisedAt: at, store: { name: 'S', timeZone: 'America/New_York' } })).text).toContain(
      'November 29',
    );
  });

  it.each(locales)('says everything in %s, each of its own', (locale) => {
    const said = (['shipped', 'delayed', 'delivered'] as const).map((kind) =>
      writeNotice(
        facts({
          kind,
          locale,
          parcels: [{ carrier: 'DHL', tracking: [{ number: 'JD 0146', url: 'https://dhl.example/1' }] }],
        }),
      ),
    );
    for (const { subject } of said) expect(subject).toContain('HH-48213');
    expect(said[0]!.text).toMatch(/DHL[^]*JD 0146[^]*https:\/\/dhl\.example\/1/);
    if (locale !== 'en') for (const { subject } of said) expect(subject).not.toMatch(/order|delivered/);
    expect(writeNotice(facts({ locale, promisedAt: null })).text).not.toMatch(/null|undefined|Invalid/);
  });

  it.each(locales)('says in %s what is a part, what does not come, and what is late', (locale) => {
    const tracking = [
      { number: 'JD1', url: 'https://t.example/1' },
      { number: 'JD2', url: null },
    ];
    const said = (
      [
        ['shipped', 'usual'],
        ['shipped', 'part'],
        ['shipped', 'parcel'],
        ['shipped', 'tracking'],
        ['withdrawn', 'usual'],
        ['late', 'usual'],
        ['late', 'silent'],
      ] as const
    ).map(([kind, form]) =>
      writeNotice(
        facts({ kind, form, locale, lastSignAt: facts({}).promisedAt, parcels: [{ carrier: null, tracking }] }),
      ),
    );
    for (const { subject, text } of said) {
      expect([subject, text]).toEqual([expect.stringContaining('HH-48213'), expect.stringMatching(/JD1[^]*JD2/)]);
      expect(text).not.toMatch(/undefined|\bnull\b|[{}]/);
    }
    expect(new Set(said.map(({ subject }) => subject)).size).toBe(said.length);
    expect(new Set(said.map(({ text }) => text)).size).toBe(said.length);
  });

  it('speaks English where we have no better', () =>
    expect(writeNotice(facts({ locale: 'fi-FI' }))).toMatchObject({
      locale: 'en',
      subject: expect.stringContaining('later than promised'),
    }));

  it.each(['{{7*7}}', '${7*7}', '$&', '<script>'])('puts %j in as it is', (number) =>
    expect(writeNotice(facts({ number, store: { name: number, timeZone: 'UTC' }, kind: 'shipped' })).text).toContain(
      `${number}: your order ${number} has`,
    ),
  );
});
