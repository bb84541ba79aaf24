import { Injectable } from '@nestjs/common';
import { type Tx, defer, firstRow } from '#libs/platform';
import { type Dispatch, DispatchOwners, type DispatchStatus } from './dispatch-owner.js';
import { changeStatus, noteExternalId } from './dispatch.queries.js';

export interface DispatchChange {
  to: DispatchStatus;
  error?: string | null;
  externalId?: string | null;
  partsSent?: number;
  /** The provider's ids of parts beside that of the last. */
  partIds?: string[];
  /** Delay of a dispatch that goes back to the queue. */
  waitSeconds?: number;
  /** The attempt that the change belongs to; ignored when there is a newer one. */
  attempt?: number;
}

/** The statuses from which each may be reached. Keeps evidence of delivery: a read dispatch never becomes failed. */
const reachableFrom: Record<DispatchStatus, DispatchStatus[]> = {
  queued: ['queued', 'sending'],
  sending: ['queued'],
  cancelled: ['queued'],
  unknown: ['queued', 'sending'],
  sent: ['queued', 'sending', 'unknown'],
  delivered: ['queued', 'sending', 'unknown', 'sent'],
  read: ['queued', 'sending', 'unknown', 'sent', 'delivered'],
  failed: ['queued', 'sending', 'unknown', 'sent'],
};

/** Changes the status of dispatches, only forward, and lets their owners record it. */
@Injectable()
export class SettleDispatch {
  constructor(private readonly owners: DispatchOwners) {}

  /** Returns false when the dispatch is already further. */
  async change(
    tx: Tx,
    dispatch: Pick<Dispatch, 'id' | 'owner' | 'ownerId' | 'ticketId'>,
    { to, error = null, externalId = null, partsSent, waitSeconds, attempt }: DispatchChange,
  ): Promise<boolean> {
    const owner = this.owners.of(dispatch.owner);
    owner?.lock?.(tx, dispatch);
    const why = error?.slice(0, 500) ?? null;
    const moved = await firstRow<Dispatch & { from: DispatchStatus }>(tx, changeStatus, [
      dispatch.id,
      to,
      why,
      externalId,
      partsSent ?? null,
      waitSeconds ?? null,
      reachableFrom[to],
      attempt ?? null,
    ]);
    if (!moved && externalId) defer(tx, noteExternalId, [dispatch.id, externalId]);
    if (moved) await owner?.onSettled(tx, moved, { from: moved.from, to, error: why });
    return moved !== null;
  }
}
