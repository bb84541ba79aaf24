import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Realtime } from '../realtime/index.js';
import { onEventsCommitted } from './publish.js';

/** The topic on which relays of other processes are notified. */
export const eventsCommittedTopic = 'outbox-events';

/** Relays are notified at most this often, however many commits there are: one query finds the events of all. */
const atMostEveryMs = 20;

/**
 * Wakes the relays of other processes when this one has committed events. Sent after the commit: a NOTIFY within
 * the transaction takes a lock that makes all commits wait for each other. A notice may be lost: relays also poll.
 */
@Injectable()
export class NotifyRelays implements OnApplicationShutdown {
  private readonly unsubscribe: () => void;
  private timer?: NodeJS.Timeout;
  private again = false;

  constructor(private readonly realtime: Realtime) {
    this.unsubscribe = onEventsCommitted(() => this.notify());
  }

  onApplicationShutdown(): void {
    this.unsubscribe();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private notify(): void {
    if (!this.realtime.spansProcesses) return;
    if (this.timer) return void (this.again = true);
    this.again = false;
    this.realtime.broadcast(eventsCommittedTopic, null);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.again) this.notify();
    }, atMostEveryMs);
  }
}
