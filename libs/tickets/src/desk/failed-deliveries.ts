import { Controller, Injectable } from '@nestjs/common';
import { type FailedDelivery, type InputOf, dismissFailedDelivery, listFailedDeliveries } from '#libs/contracts';
import { dismissDispatch } from '#libs/dispatch';
import { type AgentContext, CountsTrouble, CurrentAgent, audit } from '#libs/identity';
import {
  Database,
  Endpoint,
  Input,
  Problem,
  type Stored,
  firstRow,
  idPage,
  rows,
  withInstantsAsText,
} from '#libs/platform';
import { countFailed, listFailed } from './failed-deliveries.queries.js';

/** What did not reach a contact, for admins, who see every ticket. Sending it again takes it off the list. */
@Injectable()
@CountsTrouble({ kind: 'failed-deliveries' })
export class FailedDeliveries implements CountsTrouble {
  constructor(private readonly database: Database) {}

  async countTrouble(): Promise<number> {
    return (await firstRow<{ count: number }>(this.database, countFailed, []))!.count;
  }

  async list(beforeId: string | undefined, limit: number): Promise<FailedDelivery[]> {
    const values = [beforeId ?? null, limit];
    const found = await rows<Stored<FailedDelivery, 'at'>>(this.database, listFailed, values);
    return found.map(withInstantsAsText);
  }

  /** Dismissing a dismissed one changes nothing. */
  async dismiss(admin: AgentContext, deliveryId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const dismissed = await dismissDispatch(tx, deliveryId);
      if (dismissed === null) throw new Problem('not-found');
      if (!dismissed) return;
      await audit(tx, admin, { action: 'dismiss-failed-delivery', targetKind: 'delivery', targetId: deliveryId });
    });
  }
}

@Controller()
export class FailedDeliveriesController {
  constructor(private readonly deliveries: FailedDeliveries) {}

  @Endpoint(listFailedDeliveries)
  list(@Input() { query }: InputOf<typeof listFailedDeliveries>) {
    return idPage(query, (beforeId, limit) => this.deliveries.list(beforeId, limit));
  }

  @Endpoint(dismissFailedDelivery)
  dismiss(@Input() { params }: InputOf<typeof dismissFailedDelivery>, @CurrentAgent() admin: AgentContext) {
    return this.deliveries.dismiss(admin, params.deliveryId);
  }
}
