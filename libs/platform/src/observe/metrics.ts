import { Injectable } from '@nestjs/common';
import { Counter, type CounterConfiguration, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** One value of a gauge, with its labels. */
export interface Sample {
  labels?: Record<string, string>;
  value: number;
}

/** How long a scrape waits for one gauge before it goes without. */
const patienceMs = 1000;

/** What `/metrics` shows of this process, in the form that Prometheus reads. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly http = new Histogram({
    name: 'waypost_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Notes an answered request. `route` is the pattern: an id or a query in it would make endless series. */
  observeRequest(method: string, route: string, status: number, seconds: number) {
    this.http.observe({ method, route, status: String(status) }, seconds);
  }

  /** A number that only grows. */
  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> {
    const options: CounterConfiguration<Label> = { name, help, labelNames, registers: [this.registry] };
    return new Counter(options);
  }

  /** A number that is asked for at each scrape, such as the outbox's lag; one that fails or takes too long is left out. */
  gauge(name: string, help: string, read: () => Promise<Sample[]> | Sample[], labelNames: string[] = []): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        const samples = await inTime(read);
        this.reset();
        // Without labels a reset leaves a 0 behind, which would be a claim.
        if (labelNames.length === 0) this.remove();
        for (const { labels, value } of samples) this.set(labels ?? {}, value);
      },
    });
  }

  /** The text of a scrape and its media type. */
  async scrape() {
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }
}

async function inTime(read: () => Promise<Sample[]> | Sample[]): Promise<Sample[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Sample[]>((resolve) => {
    timer = setTimeout(resolve, patienceMs, []);
  });
  try {
    return await Promise.race([
      Promise.resolve()
        .then(read)
        .catch(() => []),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
