import { createHash } from 'node:crypto';
import { type Tx, defer, firstRow } from '#libs/platform';
import * as queries from './dispatch.queries.js';

export interface NewDispatch {
  id: string;
  /** Kind of its owner. */
  owner: string;
  ownerId: string;
  ticketId: string | null;
  lane: string;
  /** Order within the lane, before the id. */
  place?: number;
  /** Channel and recipient, when they are known before it is composed. */
  channelId?: string;
  recipient?: { kind: string; value: string };
  /** Seconds until it is due. */
  afterSeconds?: number;
}

interface Address {
  kind: string;
  value: string;
}

/** The lane of dispatches on a ticket to one recipient, or of one kind when the recipient is not known yet. */
export function laneOf(ticketId: string, recipient: { kind: string; value: string } | string): string {
  const what = typeof recipient === 'string' ? recipient : `${recipient.kind}/${recipient.value}`;
  const hex = createHash('md5').update(`${ticketId}/${what}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Dispatches as one parameter of `insertDispatches`. */
export const dispatchRows = (dispatches: NewDispatch[]): string =>
  JSON.stringify(
    dispatches.map(({ recipient, ...dispatch }) => ({
      ...dispatch,
      recipientKind: recipient?.kind,
      recipientValue: recipient?.value,
    })),
  );

/** Queues a dispatch; a failed or cancelled one with the same id is queued again. */
export const queueDispatch = (tx: Tx, dispatch: NewDispatch): void =>
  void defer(tx, queries.queue, [dispatchRows([dispatch])]);

/**
 * Queues a dispatch unless its lane has an unsent one. The caller must hold the lock under which the lane's dispatches
 * are settled.
 */
export const queueIfNone = (tx: Tx, dispatch: NewDispatch): void =>
  void defer(tx, queries.queueIfLaneIsEmpty, [dispatchRows([dispatch]), dispatch.lane]);

/** Cancels a dispatch that is not due yet and has not been tried. Returns false when it is too late. */
export const cancelDispatch = async (tx: Tx, id: string): Promise<boolean> =>
  (await firstRow(tx, queries.cancel, [id])) !== null;

/** Starts a new attempt of a failed or unknown dispatch. Returns false for any other. */
export const sendAgain = async (tx: Tx, id: string): Promise<boolean> =>
  (await firstRow(tx, queries.beginAttempt, [id])) !== null;

/** Dismisses a failed dispatch of a ticket. Returns whether it was not dismissed before; null when there is none. */
export const dismissDispatch = async (tx: Tx, id: string): Promise<boolean | null> =>
  (await firstRow<{ isNew: boolean }>(tx, queries.dismiss, [id]))?.isNew ?? null;

/** Makes dispatches due that wait on these lanes without a time, also one that is being composed now. */
export async function wakeLanes(tx: Tx, lanes: string[]): Promise<void> {
  await tx.query(queries.wake, [lanes]);
}

/** The lane of a queued dispatch, and the milliseconds until it is due. Null for any other. */
export const queuedDispatch = (tx: Tx, id: string): Promise<{ lane: string; owner: string; waitMs: number } | null> =>
  firstRow<{ lane: string; owner: string; waitMs: number }>(tx, queries.waiting, [id]);

/** Sends what waits for an address on these tickets, or is sent again, to the one that stands in its place. */
export async function redirectDispatches(tx: Tx, ticketIds: string[], from: Address, to: Address): Promise<void> {
  await tx.query(queries.redirect, [from.kind, from.value, ticketIds, to.kind, to.value]);
}

/** Whether a dispatch may have been sent to this address on the ticket. */
export const hasBeenSentTo = async (
  tx: Tx,
  ticketId: string,
  { kind, value }: { kind: string; value: string },
): Promise<boolean> => (await firstRow(tx, queries.sentTo, [ticketId, kind, value])) !== null;
