import { Injectable } from '@nestjs/common';
import { claimAddress, identifyContact } from '#libs/contacts';
import { Database } from '#libs/platform';
import { wakeUnreadAnswers } from './unread-answers/queue-unread-answers.js';
import type { Visitor } from './visitor.js';

/** Stores the address that a visitor types. Unread answers go there; it gives access to nothing. */
@Injectable()
export class ClaimVisitorEmail {
  constructor(private readonly database: Database) {}

  async claim({ address, verified, channel, locale, name }: Visitor, email: string, typedName?: string): Promise<void> {
    const called = name ?? typedName;
    await this.database.transaction(async (tx) => {
      const contactId = await identifyContact(tx, {
        kind: 'visitor',
        value: address,
        verified,
        channelType: channel.type,
        ...(called && { name: called }),
        ...(locale && { locale }),
      });
      await claimAddress(tx, contactId, 'email', email);
      await wakeUnreadAnswers(tx, contactId);
    });
  }
}
