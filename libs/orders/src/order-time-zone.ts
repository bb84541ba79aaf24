import { Injectable } from '@nestjs/common';
import { zoneOfCountry } from '#libs/contacts';
import { Database, firstRow } from '#libs/platform';
import { KnowsTimeZone } from '#libs/tickets';
import { FindOrders } from './find-orders.js';
import { countryOfOrder } from './order-time-zone.queries.js';

/** Where the newest order went that is proven to be the contact's: mostly where they are. */
@Injectable()
@KnowsTimeZone({ rank: 30 })
export class OrderTimeZone implements KnowsTimeZone {
  constructor(
    private readonly database: Database,
    private readonly orders: FindOrders,
  ) {}

  async timeZoneOf(contactId: string): Promise<string | null> {
    const [order] = await this.orders.ofContact(this.database, contactId, { limit: 1, verifiedOnly: true });
    const found = order && (await firstRow<{ country: string | null }>(this.database, countryOfOrder, [order.id]));
    return found?.country ? zoneOfCountry(found.country) : null;
  }
}
