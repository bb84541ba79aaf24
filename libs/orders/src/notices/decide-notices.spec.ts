import { type Standing, type StandingNow, decideNotices } from './decide-notices.js';

const clock = { timeZone: 'Europe/Copenhagen', now: new Date('2026-11-22T12:00:00Z') };
const day = (date: string) => new Date(`${date}T11:00:00Z`);
const standing = (status: Standing['status'], promised: string | null = null, delayed = false): Standing => ({
  status,
  delayed,
  promisedAt: promised ? day(promised) : null,
});
const leaving = [{ id: 'p', numbers: null }];
const still: Pick<StandingNow, 'delivery' | 'parcels'> = {
  delivery: 'carrier',
  parcels: { leaving: [], withdrawn: [], form: 'usual', hasParcels: false, announced: [] },
};
const decide = (before: Standing | null, now: Standing, reportedAt = clock.now) =>
  decideNotices(before, { ...still, ...now, reportedAt }, clock).map(({ kind, about }) =>
    about ? `${kind} ${about}` : kind,
  );

describe('the notices of a change', () => {
  it.each<[string, Standing | null, Standing, string[]]>([
    ['nothing of a new order', null, standing('paid', '2026-11-27'), []],
    ['that a new one is under way', null, standing('shipped'), ['shipped']],
    ['that it is shipped', standing('paid'), standing('shipped'), ['shipped']],
    ['that once', standing('shipped'), standing('shipped'), []],
    ['nothing when a status goes back', standing('delivered'), standing('shipped', null), []],
    [
      'that it is delivered, and not that it was shipped before',
      standing('paid'),
      standing('delivered'),
      ['delivered'],
    ],
    ['a later date', standing('paid', '2026-11-27'), standing('paid', '2026-11-30'), ['delayed 2026-11-30']],
    [
      'a later date with the shipping',
      standing('paid', '2026-11-27'),
      standing('shipped', '2026-11-30'),
      ['shipped', 'delayed 2026-11-30'],
    ],
    ['nothing of an earlier date', standing('paid', '2026-11-27'), standing('paid', '2026-11-25'), []],
    ['nothing of the first date', standing('paid'), standing('paid', '2026-11-25'), []],
    [
      'a carrier’s delay without a date',
      standing('shipped', '2026-11-27'),
      standing('shipped', '2026-11-27', true),
      ['delayed open'],
    ],
    [
      'a carrier’s delay with its date',
      standing('shipped'),
      standing('shipped', '2026-11-29', true),
      ['delayed 2026-11-29'],
    ],
    [
      'nothing of a delay that keeps the promise',
      standing('shipped', '2026-11-29'),
      standing('shipped', '2026-11-28', true),
      [],
    ],
    [
      'nothing of the delay of a cancelled order',
      standing('cancelled', '2026-11-27'),
      standing('cancelled', '2026-11-30', true),
      [],
    ],
    [
      'nothing of the delay of a delivered one',
      standing('shipped', '2026-11-27'),
      standing('delivered', '2026-11-30', true),
      ['delivered'],
    ],
  ])('%s', (_what, before, now, expected) => expect(decide(before, now)).toEqual(expected));

  it('nothing when the hour moves and the day, where the shop is, does not', () => {
    const [late, later] = [new Date('2026-11-27T05:00:00Z'), new Date('2026-11-27T22:30:00Z')];
    expect(
      decideNotices(
        { status: 'paid', delayed: false, promisedAt: late },
        { status: 'paid', delayed: false, promisedAt: later, reportedAt: clock.now, ...still },
        clock,
      ),
    ).toEqual([]);
    const overMidnight = new Date('2026-11-27T23:30:00Z');
    expect(
      decideNotices(
        { status: 'paid', delayed: false, promisedAt: late },
        { status: 'paid', delayed: false, promisedAt: overMidnight, reportedAt: clock.now, ...still },
        clock,
      ),
    ).toMatchObject([{ about: '2026-11-28' }]);
  });

  it('nothing of a history that a shop brings along', () => {
    expect(decide(null, standing('delivered'), day('2026-09-01'))).toEqual([]);
    expect(decide(standing('shipped'), standing('delivered'), day('2026-09-01'))).toEqual(['delivered']);
  });

  it('each parcel of an order under way, none of one that has ended', () => {
    const kinds = (status: Standing['status'], parcels: Partial<StandingNow['parcels']>) =>
      decideNotices(
        standing('paid'),
        { ...standing(status), ...still, parcels: { ...still.parcels, ...parcels }, reportedAt: clock.now },
        clock,
      ).map(({ kind, form }) => (form === 'usual' ? kind : `${kind} ${form}`));
    expect(kinds('processing', { leaving, form: 'part' })).toEqual(['shipped part']);
    expect(kinds('paid', { withdrawn: leaving })).toEqual(['withdrawn']);
    expect(kinds('cancelled', { withdrawn: leaving, leaving })).toEqual([]);
    expect(kinds('shipped', { hasParcels: true })).toEqual([]);
  });

  it('nothing of what comes by wire or is fetched', () => {
    const kinds = (status: Standing['status'], delivery: StandingNow['delivery']) =>
      decideNotices(standing('paid'), { ...standing(status), ...still, delivery, reportedAt: clock.now }, clock);
    expect([
      ...kinds('shipped', 'none'),
      ...kinds('delivered', 'none'),
      ...kinds('shipped', 'pickup'),
      ...kinds('delivered', 'pickup'),
    ]).toEqual([]);
  });
});
