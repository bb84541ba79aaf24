import { Injectable } from '@nestjs/common';
import { reason } from '#libs/contracts';
import { AdapterContexts, type SendResult, noteSendResult } from '#libs/channels';
import { Database, StoredFileMissing, TakesTooLong, defer, firstRow, newId } from '#libs/platform';
import { type Composed, type Dispatch, DispatchOwners, type Parcel } from './dispatch-owner.js';
import { noteAttempt, noteParts, putOff, startSending } from './dispatch.queries.js';
import { lockExternalId, takeEarlyStatus } from './early-updates.js';
import { MailIds } from './mail-ids.js';
import { type DispatchChange, SettleDispatch } from './settle-dispatch.js';

/** The next dispatch of a lane. */
export interface QueuedDispatch extends Dispatch {
  /** As text: a Date would lose its microseconds. */
  dueAt: string;
  /** Null while it waits for `wakeLanes`. */
  waitMs: number | null;
}

/** About seventeen minutes of backoff, without a provider's Retry-After. */
const maxTries = 10;
const longestWaitSeconds = 3_600;
/** Tries to record a provider's answer, each up to the lock limit of a job. */
const settleTries = 6;

/** Sends one dispatch. The caller must hold the lease of its lane. */
@Injectable()
export class SendDispatch {
  constructor(
    private readonly database: Database,
    private readonly owners: DispatchOwners,
    private readonly contexts: AdapterContexts,
    private readonly mailIds: MailIds,
    private readonly settling: SettleDispatch,
  ) {}

  /** Returns the milliseconds that the lane must wait: 0 for none, null until `wakeLanes`. */
  async send(dispatch: QueuedDispatch): Promise<number | null> {
    // Its worker died. The provider may have it already, so do not send it again.
    if (dispatch.status === 'sending')
      return this.settle(dispatch, { to: 'unknown', error: reason('stopped-sending') });
    const composed = await this.compose(dispatch);
    switch (composed.next) {
      case 'send':
        return this.attempt(dispatch, composed.parcel);
      case 'wait':
        return this.putOff(dispatch, composed);
      case 'sent':
        return this.settle(dispatch, { to: 'sent', externalId: dispatch.id });
      case 'fail':
        return this.settle(dispatch, { to: 'failed', error: composed.why });
      case 'cancel':
        return this.settle(dispatch, { to: 'cancelled', error: composed.why });
    }
  }

  /** Fail a dispatch whose file is missing: a retry cannot succeed and would block its lane. */
  private async compose(dispatch: QueuedDispatch): Promise<Composed> {
    const owner = this.owners.of(dispatch.owner);
    if (!owner) return { next: 'fail', why: reason('no-owner', { name: dispatch.owner }) };
    return owner.compose(dispatch).catch((error: unknown): Composed => {
      if (error instanceof StoredFileMissing) return { next: 'fail', why: reason('file-lost') };
      throw error;
    });
  }

  private async attempt(queued: QueuedDispatch, { channel, thread, ...parcel }: Parcel): Promise<number> {
    const { id, attempt, partsSent } = queued;
    const { send, receive } = channel.adapter;
    if (!send) return this.settle(queued, { to: 'failed', error: reason('cannot-send') });
    const messageId = this.mailIds.of(queued, channel);
    const { kind, value } = parcel.recipient;
    const mailId = receive === 'mail' ? messageId : null;
    const started = await firstRow<{ tries: number }>(this.database, startSending, [
      id,
      channel.id,
      kind,
      value,
      mailId,
    ]);
    // Cancelled in the meantime.
    if (!started) return 0;
    const message = { ...parcel, id, attempt, partsSent, thread: { ...thread, messageId } };
    const result = await send(message, this.contexts.of(channel)).catch((error: unknown): SendResult => ({
      outcome: 'unknown',
      reason: reason('adapter-failed', { why: (error as Error).message }),
    }));
    const waitMs = await this.keep({ ...queued, tries: started.tries, channelId: channel.id }, result);
    await noteSendResult(this.database, channel, result);
    return waitMs;
  }

  /**
   * Retry while the ticket is locked: only this process knows the provider's answer, and without it the dispatch
   * becomes unknown.
   */
  private async keep(dispatch: Dispatch, result: SendResult): Promise<number> {
    for (let count = 1; ; count++) {
      try {
        return await this.conclude(dispatch, result);
      } catch (error) {
        if (count === settleTries || !(error instanceof TakesTooLong)) throw error;
      }
    }
  }

  private conclude(dispatch: Dispatch, result: SendResult): Promise<number> {
    const { partIds } = result;
    if (result.outcome === 'sent') return this.settle(dispatch, { to: 'sent', externalId: result.externalId, partIds });
    const { outcome, reason: error, partsSent } = result;
    if (outcome !== 'retry') return this.settle(dispatch, { to: outcome, error, partsSent, partIds });
    if (dispatch.tries >= maxTries) return this.settle(dispatch, { to: 'failed', error, partsSent, partIds });
    const backoff = Math.min(longestWaitSeconds, 2 ** dispatch.tries) * (0.8 + Math.random() * 0.4);
    const waitSeconds = Math.max(backoff, result.afterSeconds ?? 0);
    return this.settle(dispatch, { to: 'queued', error, partsSent, partIds, waitSeconds });
  }

  /**
   * Records the result of a try, then a status that the provider sent before it. Returns the milliseconds until a
   * retry.
   */
  private async settle(dispatch: Dispatch, change: DispatchChange): Promise<number> {
    const { id, attempt, channelId } = dispatch;
    const { externalId, partIds, waitSeconds = 0 } = change;
    return this.database.transaction(async (tx) => {
      if (externalId && channelId) lockExternalId(tx, channelId, externalId);
      const [early, moved] = await Promise.all([
        externalId && channelId ? takeEarlyStatus(tx, channelId, externalId) : null,
        this.settling.change(tx, dispatch, { ...change, attempt }),
      ]);
      if (partIds?.length && channelId) defer(tx, noteParts, [id, channelId, partIds]);
      const outcome = change.to === 'queued' ? 'retry' : change.to;
      defer(tx, noteAttempt, [newId(), id, attempt, outcome, change.error?.slice(0, 500) ?? null]);
      if (early) await this.settling.change(tx, dispatch, { to: early.status, error: early.error });
      return moved ? Math.ceil(waitSeconds * 1_000) : 0;
    });
  }

  private async putOff(
    { id, dueAt }: QueuedDispatch,
    { until, why }: Extract<Composed, { next: 'wait' }>,
  ): Promise<number | null> {
    // Woken while it was composed, or cancelled: read the lane again at once.
    if (!(await firstRow(this.database, putOff, [id, until, why.slice(0, 500), dueAt]))) return 0;
    return until && Math.max(1, until.getTime() - Date.now());
  }
}
