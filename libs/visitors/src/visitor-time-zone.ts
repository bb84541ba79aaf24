import { Injectable } from '@nestjs/common';
import { Database, firstRow } from '#libs/platform';
import { KnowsTimeZone } from '#libs/tickets';
import { timeZoneOfVisitor } from './visitors.queries.js';

/** What the browser of a contact said last, when they were in the chat. */
@Injectable()
@KnowsTimeZone({ rank: 10 })
export class VisitorTimeZone implements KnowsTimeZone {
  constructor(private readonly database: Database) {}

  async timeZoneOf(contactId: string): Promise<string | null> {
    return (await firstRow<{ timeZone: string }>(this.database, timeZoneOfVisitor, [contactId]))?.timeZone ?? null;
  }
}
