import { Jobs, type Subscriber, type Tx, firstRow, provideSubscriber } from '#libs/platform';
import { deliverMessage } from './deliver-message.job.js';

/** Has a queued message delivered. The job names the conversation; what is to be sent, it reads itself. */
const deliver = (jobs: Jobs): Subscriber => ({
  name: 'deliver',
  on: ['MessageQueued'],
  async handle(tx: Tx, { workspaceId, ticketId, payload }) {
    const waiting = await firstRow<{ waitMs: number }>(
      tx,
      `select (greatest(0, extract(epoch from deliver_after - now())) * 1000)::int as "waitMs" from messages where id = $1 and delivery_status = 'queued'`,
      [payload['messageId']],
    );
    if (!waiting || !ticketId) return;
    const { waitMs } = waiting;
    await jobs.add(
      deliverMessage,
      { workspaceId, ticketId },
      { jobId: waitMs ? `${ticketId}-later` : ticketId, delayMs: waitMs, replace: waitMs > 0 },
    );
  },
});

export const deliverSubscriber = provideSubscriber([Jobs], deliver);
