import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { onEventsCommitted } from './append-event.js';
import { Relay } from './relay.js';
import { isSubscriber } from './subscriber.js';

const pollMs = 250;
const maxPollMs = 2_000;

/** Runs the relay in a worker: at once after a commit in this process, and by a poll for those of others. */
@Injectable()
export class RelayRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private failures = 0;
  private forgetWaker?: () => void;

  constructor(
    private readonly relay: Relay,
    private readonly discovery: DiscoveryService,
  ) {}

  onApplicationBootstrap(): void {
    const subscribers = this.discovery
      .getProviders()
      .map((wrapper) => wrapper.instance as unknown)
      .filter(isSubscriber);
    const names = subscribers.map((subscriber) => subscriber.name);
    const double = names.find((name, index) => names.indexOf(name) !== index);
    if (double) throw new Error(`Two subscribers are called ${double}`);
    this.relay.use(subscribers);
    this.forgetWaker = onEventsCommitted(() => this.wake());
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.forgetWaker?.();
    clearTimeout(this.timer);
    await this.running;
  }

  /** Looks for due events now. */
  wake(): void {
    this.again = true;
    if (this.running || this.stopped) return;
    clearTimeout(this.timer);
    this.running = this.drain().finally(() => {
      this.running = null;
      if (this.stopped) return;
      this.timer = setTimeout(() => this.wake(), Math.min(maxPollMs, pollMs * 2 ** this.failures));
      this.timer.unref();
    });
  }

  private async drain(): Promise<void> {
    try {
      do {
        this.again = false;
        if ((await this.relay.run()) > 0) this.again = true;
      } while (this.again && !this.stopped);
      this.failures = 0;
    } catch {
      // The database is away; the poll comes back to it, more slowly.
      this.failures = Math.min(this.failures + 1, 4);
    }
  }
}
