import { type Parcel, changedParcels, isWhole } from './parcels.js';

const parcel = (id: string, more: Partial<Parcel> = {}): Parcel => ({
  id,
  status: 'shipped',
  tracking: [{ number: id.toUpperCase(), url: null }],
  units: null,
  announced: null,
  ...more,
});
const change = (before: Parcel[], now: Parcel[], more: Partial<Parameters<typeof changedParcels>[2]> = {}) => {
  const { leaving, withdrawn, form } = changedParcels(before, now, {
    whole: true,
    delivery: 'carrier',
    isSent: false,
    ...more,
  });
  const said = (parcels: typeof leaving) => parcels.map(({ id, numbers }) => [id, ...(numbers ?? ['all'])].join(' '));
  return { leaving: said(leaving), withdrawn: said(withdrawn), form };
};
const told = (id: string, more: Partial<Parcel> = {}) => parcel(id, { announced: [id.toUpperCase()], ...more });

describe('the parcels of an order', () => {
  it.each<[string, ReturnType<typeof change>, object]>([
    ['are announced when they leave', change([], [parcel('a')]), { leaving: ['a all'], form: 'usual' }],
    ['are announced once', change([told('a')], [told('a')]), { leaving: [] }],
    ['wait while they are only packed', change([], [parcel('a', { status: 'pending' })]), { leaving: [] }],
    [
      'do not wait where the shop says that the order has left',
      change([], [parcel('a', { status: 'pending' })], { isSent: true }),
      { leaving: ['a all'] },
    ],
    ['are told as a part while more is to come', change([], [parcel('a')], { whole: false }), { form: 'part' }],
    [
      'are told as one more after others',
      change([told('a')], [told('a'), parcel('b')]),
      { leaving: ['b all'], form: 'parcel' },
    ],
    [
      'give a number that comes later',
      change(
        [told('a')],
        [
          told('a', {
            tracking: [
              { number: 'A', url: null },
              { number: 'A2', url: null },
            ],
          }),
        ],
      ),
      { leaving: ['a A2'], form: 'tracking' },
    ],
    [
      'do not repeat a number that is corrected back',
      change([told('a', { announced: ['A', 'B'] })], [told('a', { announced: ['A', 'B'] })]),
      { leaving: [] },
    ],
    [
      'take their number back when they are cancelled',
      change([told('a')], [told('a', { status: 'cancelled' })]),
      { leaving: [], withdrawn: ['a A'] },
    ],
    [
      'take nothing back of what was never announced, or has arrived',
      change(
        [parcel('a'), told('b', { status: 'delivered' })],
        [parcel('a', { status: 'cancelled' }), told('b', { status: 'cancelled' })],
      ),
      { withdrawn: [] },
    ],
    [
      'have no carrier where they are fetched',
      change([], [parcel('a', { tracking: [] })], { delivery: 'pickup' }),
      { leaving: [] },
    ],
    [
      'that an earlier version announced are not announced anew',
      change([parcel('a', { announced: ['*'] })], [parcel('a', { announced: ['*'] })]),
      { leaving: [] },
    ],
    [
      'that an earlier version knew as packed are announced when they leave',
      change([parcel('a', { announced: ['*'], status: 'pending' })], [parcel('a', { announced: ['*'] })]),
      { leaving: ['a all'] },
    ],
  ])('%s', (_, changed, expected) => expect(changed).toMatchObject(expected));

  it.each<[string, boolean | null, Parameters<typeof isWhole>]>([
    [
      'all of it',
      true,
      [{ partial: true, toShip: { 1: 2 } }, [parcel('a', { units: { 1: 1 } }), parcel('b', { units: { 1: 1 } })]],
    ],
    ['a part', false, [{ partial: false, toShip: { 1: 2 } }, [parcel('a', { units: { 1: 1 } })]]],
    [
      'a part, of another line',
      false,
      [{ partial: false, toShip: { 1: 1, 2: 1 } }, [parcel('a', { units: { 1: 2 } })]],
    ],
    [
      'a part, since one was cancelled',
      false,
      [
        { partial: false, toShip: { 1: 1 } },
        [parcel('a', { status: 'cancelled', units: { 1: 1 } }), parcel('b', { units: {} })],
      ],
    ],
    ['a part, as the shop says', false, [{ partial: true, toShip: { 1: 2 } }, [parcel('a')]]],
    ['nobody knows', null, [{ partial: false, toShip: { 1: 2 } }, [parcel('a')]]],
  ])('hold %s', (_, expected, given) => expect(isWhole(...given)).toBe(expected));
});
