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
  /** Channel and recipient, where they are known before it is composed. */
  channelId?: string;
  recipient?: { kind: string; value: string };
  /** Seconds until it is due. */
  afterSeconds?: number;
}

/** The lane of what goes out on a ticket to one recipient, or of one kind whose recipient is not known before. */
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

/** Queues a dispatch; one of the same id that failed or was cancelled is queued again. */
export const queueDispatch = (tx: Tx, dispatch: NewDispatch): void =>
  void defer(tx, queries.queue, [dispatchRows([dispatch])]);

/** Queues a dispatch unless its lane has one that has not left yet. The caller holds a lock under which the lane is settled. */
export const queueIfNone = (tx: Tx, dispatch: NewDispatch): void =>
  void defer(tx, queries.queueIfLaneIsEmpty, [dispatchRows([dispatch]), dispatch.lane]);

/** Takes back what waits for its time and has not been tried. False when it is too late. */
export const cancelDispatch = async (tx: Tx, id: string): Promise<boolean> =>
  (await firstRow(tx, queries.cancel, [id])) !== null;

/** Begins a new attempt, now, for one that failed or whose end is not known. False for any other. */
export const sendAgain = async (tx: Tx, id: string): Promise<boolean> =>
  (await firstRow(tx, queries.beginAttempt, [id])) !== null;

/** Has what waits on these lanes without an end looked at now, also what is just being composed. */
export async function wakeLanes(tx: Tx, lanes: string[]): Promise<void> {
  await tx.query(queries.wake, [lanes]);
}

/** A dispatch that waits to be sent, and for how many milliseconds yet. Null for any other. */
export const queuedDispatch = (tx: Tx, id: string): Promise<{ lane: string; owner: string; waitMs: number } | null> =>
  firstRow<{ lane: string; owner: string; waitMs: number }>(tx, queries.waiting, [id]);

/** Whether something may have been sent to this address on the ticket. */
export const hasBeenSentTo = async (
  tx: Tx,
  ticketId: string,
  { kind, value }: { kind: string; value: string },
): Promise<boolean> => (await firstRow(tx, queries.sentTo, [ticketId, kind, value])) !== null;
