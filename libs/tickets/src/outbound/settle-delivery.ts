import { Injectable } from '@nestjs/common';
import type { SendResult } from '#libs/channels';
import { Database, type Tx, newId } from '#libs/platform';
import { changeDelivery } from './change-delivery.js';
import type { MessageToDeliver } from './deliver-message.js';
import { TicketHints } from '../core/ticket-hints.js';
import { lockExternalId, takeEarlyStatus } from './early-statuses.js';

const maxTries = 8;
const longestWaitSeconds = 3_600;

/** Writes down how a try to send ended. */
@Injectable()
export class SettleDelivery {
  constructor(
    private readonly database: Database,
    private readonly hints: TicketHints,
  ) {}

  /** An end of the attempt: sent, unknown or failed. */
  async settle(
    message: Pick<MessageToDeliver, 'id' | 'attempt' | 'channelId'>,
    result: Exclude<SendResult, { outcome: 'retry' }>,
  ): Promise<void> {
    const externalId = result.outcome === 'sent' ? result.externalId : null;
    await this.database.transaction(async (tx) => {
      if (externalId) await lockExternalId(tx, message.channelId, externalId);
      await this.note(tx, message, result.outcome, 'reason' in result ? result.reason : null);
      await changeDelivery(tx, this.hints, message.id, {
        to: result.outcome,
        error: 'reason' in result ? result.reason : null,
        externalId,
        partsSent: 'partsSent' in result ? result.partsSent : undefined,
        attempt: message.attempt,
      });
      const early = externalId && (await takeEarlyStatus(tx, message.channelId, externalId));
      if (early)
        await changeDelivery(tx, this.hints, message.id, {
          to: early.status,
          error: early.error ?? null,
          externalId: null,
        });
    });
  }

  /** Back to the queue after a wait, in milliseconds; null when it has been tried often enough and has failed. */
  async postpone(message: MessageToDeliver, result: Extract<SendResult, { outcome: 'retry' }>): Promise<number | null> {
    if (message.tries + 1 >= maxTries) {
      await this.settle(message, { outcome: 'failed', reason: result.reason, partsSent: result.partsSent });
      return null;
    }
    const backoff = Math.min(longestWaitSeconds, 2 ** message.tries * 2) * (0.8 + Math.random() * 0.4);
    const seconds = Math.max(backoff, result.afterSeconds ?? 0);
    await this.database.transaction(async (tx) => {
      await this.note(tx, message, 'retry', result.reason);
      const moved = await changeDelivery(tx, this.hints, message.id, {
        to: 'queued',
        error: result.reason,
        externalId: null,
        partsSent: result.partsSent,
        attempt: message.attempt,
      });
      if (moved)
        await tx.query('update messages set deliver_after = now() + make_interval(secs => $2) where id = $1', [
          message.id,
          seconds,
        ]);
    });
    return Math.ceil(seconds * 1000);
  }

  private async note(
    tx: Tx,
    { id, attempt }: Pick<MessageToDeliver, 'id' | 'attempt'>,
    outcome: string,
    detail: string | null,
  ) {
    await tx.query(
      'insert into delivery_attempts (id, message_id, attempt, outcome, detail) values ($1, $2, $3, $4, $5)',
      [newId(), id, attempt, outcome, detail?.slice(0, 500) ?? null],
    );
  }
}
