import type { OrderChange } from '../order-change.js';

/** How far a shop's clock may be ahead of ours. */
const clockTolerance = 86_400_000;

/** A change dated far ahead counts as of now: with its own date, it would make every later one look old. */
export function notAhead(change: OrderChange, now = new Date()): OrderChange {
  const bounded = <T extends { updatedAt: Date }>(facts: T | null): T | null =>
    facts && facts.updatedAt.getTime() > now.getTime() + clockTolerance ? { ...facts, updatedAt: now } : facts;
  return {
    ...change,
    facts: bounded(change.facts),
    shipments: change.shipments.map((shipment) => ({ ...shipment, facts: bounded(shipment.facts) })),
  };
}
