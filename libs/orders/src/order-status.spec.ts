import { effectiveStatus, hasReached, readStatus, shipmentStatusOf } from './order-status.js';

describe('the status of an order', () => {
  it.each([
    ['Shipped', 'shipped'],
    ['IN TRANSIT', 'shipped'],
    ['in-progress', 'processing'],
    ['canceled', 'cancelled'],
    ['completed', 'delivered'],
    ['open', 'pending'],
    ['delayed', 'delayed'],
    ['teleported', null],
    ['', null],
  ])('%j means %j', (word, status) => expect(readStatus(word)).toBe(status));

  it.each([
    ['in_transit', 'shipped'],
    ['out_for_delivery', 'shipped'],
    ['attempted_delivery', 'shipped'],
    ['delivered', 'delivered'],
    ['label_printed', 'pending'],
    ['CARRIER_PICKED_UP', 'shipped'],
    ['returned', null],
    ['whatever', null],
  ])('a scan %j means %j of its parcel', (word, status) => expect(shipmentStatusOf(word)).toBe(status));

  it.each([
    ['paid', [], 'paid'],
    ['paid', ['pending'], 'paid'],
    ['paid', ['shipped'], 'shipped'],
    ['shipped', [], 'shipped'],
    ['shipped', ['delivered', 'shipped'], 'shipped'],
    ['shipped', ['delivered', 'delivered'], 'delivered'],
    ['shipped', ['delivered', 'cancelled'], 'delivered'],
    ['processing', ['delivered'], 'shipped'],
    ['cancelled', ['delivered'], 'cancelled'],
    ['delivered', ['shipped'], 'delivered'],
    ['shipped', ['cancelled'], 'shipped'],
  ] as const)('%s with parcels %j is %s', (source, parcels, status) =>
    expect(
      effectiveStatus(
        source,
        parcels.map((each) => ({ status: each })),
      ),
    ).toBe(status),
  );

  it.each([
    ['paid', ['shipped'], false, 'processing'],
    ['processing', ['delivered'], false, 'processing'],
    ['processing', ['delivered', 'shipped'], true, 'shipped'],
    ['processing', ['delivered', 'delivered'], true, 'delivered'],
    ['shipped', ['delivered', 'shipped'], false, 'shipped'],
  ] as const)('%s with parcels %j, all of it: %j, is %s', (source, parcels, whole, status) =>
    expect(
      effectiveStatus(
        source,
        parcels.map((each) => ({ status: each })),
        whole,
      ),
    ).toBe(status),
  );

  it('has reached what is behind it; an end besides delivery has reached nothing', () => {
    expect([hasReached('shipped', 'paid'), hasReached('paid', 'shipped'), hasReached('cancelled', 'pending')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
