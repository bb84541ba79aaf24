import type { Priority, SlaTargets } from '#libs/contracts';
import { type Database, type Tx, firstRow } from '#libs/platform';
import type { Calendar } from './business-time.js';
import type { Clock, Target } from './clock.js';
import { policyOf } from './ticket-time.queries.js';

/** A policy's current version, with its calendar. */
export interface Policy {
  id: string;
  version: number;
  hoursId: string | null;
  hoursVersion: number | null;
  targets: SlaTargets;
  calendar: Calendar | null;
}

/** The fields of a ticket that decide which policy applies. */
export interface PolicyPlace {
  channelType: string;
  storeId: string | null;
  teamId: string | null;
}

/** Returns the policy that applies; null when the workspace has none for the ticket. */
export const findPolicy = (
  from: Tx | Database,
  { channelType, storeId, teamId }: PolicyPlace,
): Promise<Policy | null> => firstRow<Policy>(from, policyOf('that applies'), [channelType, storeId, teamId]);

export const policyById = (tx: Tx, policyId: string): Promise<Policy | null> =>
  firstRow<Policy>(tx, policyOf('by id'), [policyId]);

/** Returns a policy's target for one kind of clock at a priority; null when it has none. */
export function targetOf(
  { id, version, hoursId, hoursVersion, targets }: Policy,
  kind: Clock['kind'],
  priority: Priority,
): Target | null {
  const { firstResponseSeconds, resolutionSeconds } = targets[priority];
  const targetSeconds = kind === 'first_response' ? firstResponseSeconds : resolutionSeconds;
  return targetSeconds === null ? null : { policyId: id, policyVersion: version, hoursId, hoursVersion, targetSeconds };
}
