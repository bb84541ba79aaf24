import { Injectable } from '@nestjs/common';
import type { OpenWindow, SlaTargets } from '#libs/contracts';
import { type NewWorkspace, WorkspaceSeed } from '#libs/identity';
import { type Tx, readLocales } from '#libs/platform';
import { storeHours } from './manage-business-hours.js';
import { storePolicy } from './manage-policies.js';

const hour = 3_600;
/** Names of a new workspace's calendar and policy, until an admin renames them. */
const locales = readLocales<{ hours: string; policy: string }>(new URL('./locales/', import.meta.url));
/** Business time: a working day has nine hours. */
const day = 9 * hour;

const weekdays: OpenWindow[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' }));
const targets: SlaTargets = {
  urgent: { firstResponseSeconds: hour, resolutionSeconds: day },
  high: { firstResponseSeconds: 2 * hour, resolutionSeconds: 2 * day },
  normal: { firstResponseSeconds: 4 * hour, resolutionSeconds: 3 * day },
  low: { firstResponseSeconds: day, resolutionSeconds: 5 * day },
};

/** Seeds office hours in the team's zone and one policy for every ticket; an admin can change both. */
@Injectable()
@WorkspaceSeed()
export class SeedSla implements WorkspaceSeed {
  async seed(tx: Tx, { locale, timeZone }: NewWorkspace): Promise<void> {
    const names = locales.of(locale).texts;
    const hoursId = await storeHours(tx, { name: names.hours, timeZone, windows: weekdays, holidays: [] });
    await storePolicy(tx, {
      name: names.policy,
      hoursId,
      targets,
      position: 100,
      channelTypes: [],
      storeIds: [],
      teamIds: [],
    });
  }
}
