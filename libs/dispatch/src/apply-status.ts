import { Injectable } from '@nestjs/common';
import type { InboundBounce, InboundStatus, InboundWatermark, ReadyChannel } from '#libs/channels';
import { type Tx, defer, firstRow, rows } from '#libs/platform';
import { type Dispatch, DispatchOwners } from './dispatch-owner.js';
import { byCorrelation, byExternalId, insertPast, isDispatchOf, sentUpTo } from './dispatch.queries.js';
import { keepEarlyStatus, lockExternalId } from './early-updates.js';
import { SettleDispatch } from './settle-dispatch.js';

/** The statuses that a watermark takes further. */
const isBefore = { delivered: ['sent'], read: ['sent', 'delivered'] };

/**
 * Applies a provider's status, or a delivery report, to a dispatch. One for an id that is not known yet is stored until
 * it is.
 */
@Injectable()
export class ApplyStatus {
  constructor(
    private readonly owners: DispatchOwners,
    private readonly settle: SettleDispatch,
  ) {}

  async apply(tx: Tx, channel: ReadyChannel, status: InboundStatus): Promise<void> {
    if (await this.applyToKnown(tx, channel, status)) return;
    // A running send may be about to store this id: wait for it, then look again.
    lockExternalId(tx, channel.id, status.externalId);
    if (await this.applyToKnown(tx, channel, status)) return;
    if ((await this.recall(tx, channel, status)) && (await this.applyToKnown(tx, channel, status))) return;
    await keepEarlyStatus(tx, channel.id, status);
  }

  /** Whether a channel has sent a dispatch under this id of ours, which the provider returned. */
  async isOurs(tx: Tx, channel: ReadyChannel, id: string): Promise<boolean> {
    return (await firstRow(tx, isDispatchOf, [id, channel.id])) !== null;
  }

  /** Applies a status to everything on these tickets that was sent to the person up to a moment, newest first. */
  async applyUpTo(
    tx: Tx,
    channel: ReadyChannel,
    { recipient: { kind, value }, status, until }: InboundWatermark,
    ticketIds: string[],
  ): Promise<void> {
    const sent = await rows<Dispatch>(tx, sentUpTo, [ticketIds, channel.id, kind, value, isBefore[status], until]);
    for (const dispatch of sent) await this.settle.change(tx, dispatch, { to: status });
  }

  /**
   * Fails a dispatch that a mail server has refused in words, if the refusal stands beside the dispatch's own
   * recipient. Returns false when it does not.
   */
  async applyBounce(tx: Tx, channel: ReadyChannel, { externalId, recipients, error }: InboundBounce): Promise<boolean> {
    const dispatch = await firstRow<Dispatch>(tx, byExternalId, [channel.id, externalId]);
    const recipient = dispatch?.recipientValue?.toLowerCase();
    if (!dispatch || !recipient || !recipients.includes(recipient)) return false;
    await this.settle.change(tx, dispatch, { to: 'failed', error });
    return true;
  }

  private async applyToKnown(tx: Tx, channel: ReadyChannel, status: InboundStatus): Promise<boolean> {
    const dispatch = await find(tx, channel, status);
    if (dispatch)
      await this.settle.change(tx, dispatch, {
        to: status.status,
        error: status.error,
        externalId: status.externalId,
      });
    return dispatch !== null;
  }

  /** Creates the row of a dispatch that an earlier version sent. */
  private async recall(tx: Tx, channel: ReadyChannel, status: InboundStatus): Promise<boolean> {
    const ids = { channelId: channel.id, externalId: status.externalId, correlationId: correlationOf(status) };
    for (const [kind, owner] of this.owners.all()) {
      const past = await owner.recall?.(tx, ids);
      if (!past) continue;
      const { id, ownerId, ticketId, channelId, externalId, mailId } = past;
      defer(tx, insertPast, [id, kind, ownerId, ticketId, channelId, past.status, externalId, mailId]);
      return true;
    }
    return false;
  }
}

async function find(tx: Tx, channel: ReadyChannel, status: InboundStatus): Promise<Dispatch | null> {
  const known = await firstRow<Dispatch>(tx, byExternalId, [channel.id, status.externalId]);
  const correlationId = correlationOf(status);
  if (known || !correlationId) return known;
  const isFailure = status.status === 'failed';
  return firstRow<Dispatch>(tx, byCorrelation, [correlationId, channel.id, isFailure, status.attempt ?? null]);
}

const correlationOf = ({ correlationId }: InboundStatus): string | undefined =>
  correlationId && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(correlationId) ? correlationId : undefined;
