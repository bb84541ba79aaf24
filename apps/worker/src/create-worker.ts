import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Config, type Log, NestLog } from '#libs/platform';
import { WorkerModule } from './worker.module.js';

/** The worker, running from here on. */
export function createWorker(config: Config, log: Log): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(WorkerModule.with(config, log), {
    logger: new NestLog(log),
    abortOnError: false,
  });
}
