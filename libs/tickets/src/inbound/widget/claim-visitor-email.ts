import { Injectable } from '@nestjs/common';
import { claimAddress, identifyContact } from '#libs/contacts';
import { Database } from '#libs/platform';
import type { Visitor } from './visitor.js';

/** An answer that waited for an address goes out now, when it is still unread. */
const wakeAnswers = `
  update unread_answers u set due_at = greatest(now(), m.created_at + interval '2 minutes') from tickets t, messages m
  where t.contact_id = $1 and t.workspace_id = u.workspace_id and t.id = u.ticket_id and m.workspace_id = u.workspace_id and m.id = u.message_id
    and u.state = 'waiting' and u.due_at = 'infinity'`;

/** Notes the address that a visitor types: where an unread answer goes, and nothing else. */
@Injectable()
export class ClaimVisitorEmail {
  constructor(private readonly database: Database) {}

  async claim({ address, verified, channel, locale, name }: Visitor, email: string, typedName?: string): Promise<void> {
    const called = name ?? typedName;
    await this.database.transaction(async (tx) => {
      const contactId = await identifyContact(tx, { kind: 'visitor', value: address, verified, channelType: channel.type, ...(called && { name: called }), ...(locale && { locale }) });
      await claimAddress(tx, contactId, 'email', email);
      await tx.query(wakeAnswers, [contactId]);
    });
  }
}
