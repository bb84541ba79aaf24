import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import type { Priority, SlaTargets } from '#libs/contracts';
import { Database, type Tx, firstRow } from '#libs/platform';
import type { VisitorAvailability } from '#libs/visitors';
import { type Calendar, openState } from './business-time.js';
import type { Clock, Target } from './clock.js';
import { policyOf } from './policies.queries.js';

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
interface PolicyPlace {
  channelType: string;
  storeId: string | null;
  teamId: string | null;
}

/** Returns the policy that applies; null when the workspace has none for the ticket. */
export const findPolicy = (
  from: Tx | Database,
  { channelType, storeId, teamId }: PolicyPlace,
): Promise<Policy | null> => firstRow<Policy>(from, policyOf('that applies'), [channelType, storeId, teamId]);

export type FindPolicy = (place: PolicyPlace) => Promise<Policy | null>;

/** Finds the policies of a set of tickets, with one query for each kind of place. */
export function policyFinder(tx: Tx): FindPolicy {
  const found = new Map<string, Promise<Policy | null>>();
  return (place) => {
    const key = [place.channelType, place.storeId, place.teamId].join();
    const policy = found.get(key) ?? findPolicy(tx, place);
    found.set(key, policy);
    return policy;
  };
}

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

/** Provides the widget with whether the team is there, by the calendar that the visitor's ticket would have. */
@Injectable()
export class VisitorHours implements VisitorAvailability {
  constructor(private readonly database: Database) {}

  async of(channel: ReadyChannel): Promise<{ open: boolean; until: Date | null } | null> {
    const policy = await findPolicy(this.database, {
      channelType: channel.type,
      storeId: channel.storeId,
      teamId: channel.teamId,
    });
    return policy?.calendar ? openState(policy.calendar, new Date()) : null;
  }
}
