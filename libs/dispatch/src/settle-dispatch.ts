import { Injectable } from '@nestjs/common';
import { type Tx, defer, firstRow } from '#libs/platform';
import type { Dispatch, DispatchStatus } from './dispatch-owner.js';
import { DispatchOwners } from './dispatch-owners.js';
import { changeStatus, noteExternalId } from './dispatch.queries.js';

export interface DispatchChange {
  to: DispatchStatus;
  error?: string | null;
  externalId?: string | null;
  partsSent?: number;
  /** Of one that goes back to the queue. */
  waitSeconds?: number;
  /** The attempt that this is about; an older one has no say. */
  attempt?: number;
}

/** From which statuses each may be reached. Evidence of delivery is kept: what was read is never called failed. */
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

/** Moves dispatches forward, never back, and has their owners write down what that means. */
@Injectable()
export class SettleDispatch {
  constructor(private readonly owners: DispatchOwners) {}

  /** False when it is further already. */
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
