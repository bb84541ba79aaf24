import { Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Realtime } from '../realtime/index.js';
import { onEventsCommitted } from './publish.js';

/** What relays in other processes listen for. */
export const eventsCommittedTopic = 'outbox-events';

/** However many commits there are, relays are notified at most this often: one look finds the events of all. */
const atMostEveryMs = 20;

/**
 * Wakes the relays of other processes when this one has committed events. Through the fan-out and after the commit: a
 * NOTIFY within the transaction would have all commits wait for each other. A notice may be lost, for the relays also poll.
 */
@Injectable()
export class NotifyRelays implements OnApplicationShutdown {
  private readonly forget: () => void;
  private timer?: NodeJS.Timeout;
  private again = false;

  constructor(private readonly realtime: Realtime) {
    this.forget = onEventsCommitted(() => this.notify());
  }

  onApplicationShutdown(): void {
    this.forget();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private notify(): void {
    if (!this.realtime.spansProcesses) return;
    if (this.timer) return void (this.again = true);
    this.again = false;
    this.realtime.tell(eventsCommittedTopic, null);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.again) this.notify();
    }, atMostEveryMs);
  }
}

/** For a process that commits events and has no relay of its own. */
@Module({ providers: [NotifyRelays] })
export class OutboxApiModule {}
