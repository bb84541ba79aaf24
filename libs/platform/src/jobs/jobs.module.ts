import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Config } from '../config/index.js';
import { Log, Metrics } from '../observe/index.js';
import { JobRunner } from './job-runner.js';
import { type JobCounts, Jobs, QUEUE_BACKEND } from './jobs.js';
import { PostgresBackend } from './postgres-backend.js';
import type { QueueBackend } from './queue-backend.js';
import { RedisBackend } from './redis-backend.js';
import { SweepLeases } from './sweep-leases.js';
import { Sweeps } from './sweeps.js';
import { FindTimers } from './timer-decorators.js';
import { WorkerTimers } from './worker-timers.js';

/** Queues on Redis when it is configured, otherwise on Postgres. */
async function openBackend(config: Config, log: Log): Promise<QueueBackend> {
  const backend = config.redisUrl
    ? new RedisBackend(config.redisUrl, log)
    : new PostgresBackend(config.databaseUrl, log);
  await backend.start();
  return backend;
}

/** Queuing jobs: for api and worker alike. Needs Config, Log and Metrics. */
@Global()
@Module({
  providers: [{ provide: QUEUE_BACKEND, inject: [Config, Log], useFactory: openBackend }, Jobs],
  exports: [QUEUE_BACKEND, Jobs],
})
export class JobsModule {
  constructor(jobs: Jobs, metrics: Metrics) {
    metrics.gauge(
      'waypost_jobs',
      'Jobs by queue and state; the failed ones are dead letters.',
      async () => samplesOf(await jobs.counts()),
      ['queue', 'state'],
    );
  }
}

/** Running jobs and timers: for the worker. */
@Global()
@Module({
  imports: [JobsModule, DiscoveryModule],
  providers: [JobRunner, SweepLeases, WorkerTimers, FindTimers, Sweeps],
  exports: [WorkerTimers, Sweeps],
})
export class JobsWorkerModule {}

function samplesOf(counts: Map<string, JobCounts>) {
  return [...counts].flatMap(([queue, states]) =>
    Object.entries(states).map(([state, value]) => ({ labels: { queue, state }, value })),
  );
}
