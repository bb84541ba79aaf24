import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import { Database } from '#libs/platform';
import type { VisitorAvailability } from '#libs/visitors';
import { openState } from './business-time.js';
import { findPolicy } from './find-policy.js';

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
