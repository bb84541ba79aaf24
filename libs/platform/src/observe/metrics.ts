import { Injectable } from '@nestjs/common';
import { Counter, type CounterConfiguration, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** One value of a gauge, with its labels. */
export interface Sample {
  labels?: Record<string, string>;
  value: number;
}

/** How long a scrape waits for one gauge; after that the gauge is left out. */
const patienceMs = 1000;

/** The metrics of this process, for `/metrics`, in the Prometheus text format. */
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

  /** Records an answered request. `route` must be the pattern: each id or query would create another series. */
  observeRequest(method: string, route: string, status: number, seconds: number) {
    this.http.observe({ method, route, status: String(status) }, seconds);
  }

  /** A counter. */
  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> {
    const options: CounterConfiguration<Label> = { name, help, labelNames, registers: [this.registry] };
    return new Counter(options);
  }

  /**
   * A gauge that is read at each scrape, such as the outbox's lag. When reading fails or takes too long, it is left
   * out.
   */
  gauge(name: string, help: string, read: () => Promise<Sample[]> | Sample[], labelNames: string[] = []): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        const samples = await inTime(read);
        this.reset();
        // Without labels a reset leaves a 0, which would be a false value.
        if (labelNames.length === 0) this.remove();
        for (const { labels, value } of samples) this.set(labels ?? {}, value);
      },
    });
  }

  /** The body and media type of a scrape. */
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
