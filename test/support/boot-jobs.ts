import { setTimeout as pause } from 'node:timers/promises';
import { Global, Injectable, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { z } from 'zod';
import {
  Config,
  createDataSource,
  createLog,
  Database,
  defineJob,
  type HandleJob,
  JobHandler,
  type JobRun,
  JobsModule,
  JobsWorkerModule,
  loadConfig,
  Log,
  Metrics,
  SystemDatabase,
} from '#libs/platform';

export const jobWorkspace = '0198a3c0-0000-7000-8000-000000000001';
const payload = z.strictObject({ workspaceId: z.uuid(), ticketId: z.string() });
export type GreetPayload = z.infer<typeof payload>;

/** A job to try queues with; what it does is each test's. */
export const greet = defineJob({
  name: 'greet-customer',
  payload,
  attempts: 3,
  backoffMs: 20,
  concurrency: 2,
  timeoutMs: 400,
});
export const greeting = (ticketId: string): GreetPayload => ({ workspaceId: jobWorkspace, ticketId });

/** What the workers of the test do with a greeting, and what they have logged. */
export const greeter: { handle: HandleJob<GreetPayload>; lines: string[] } = {
  handle: async () => undefined,
  lines: [],
};
@Injectable()
class Greet {
  @JobHandler(greet)
  async greet(work: GreetPayload, run: JobRun): Promise<void> {
    await greeter.handle(work, run);
  }
}
export const greetHandlers: Provider[] = [Greet];

@Injectable()
class ClosePools implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.dataSource.destroy();
    await this.system.close();
  }
}

/** A worker as in the application; without handlers an api. */
export async function bootJobs(env: Record<string, string>, providers?: Provider[]): Promise<TestingModule> {
  const log = createLog('debug', {}, { write: (line) => void greeter.lines.push(line) });
  @Global()
  @Module({
    providers: [
      { provide: Config, useFactory: () => loadConfig({ SECRET_KEY: 'k'.repeat(32), ...env }) },
      { provide: Log, useValue: log },
      Metrics,
      {
        provide: Database,
        inject: [Config],
        useFactory: async (config: Config) => new Database(await createDataSource(config.databaseUrl, 2).initialize()),
      },
      {
        provide: SystemDatabase,
        inject: [Config],
        useFactory: (config: Config) => new SystemDatabase(config.databaseUrl),
      },
      ClosePools,
    ],
    exports: [Config, Log, Metrics, Database, SystemDatabase],
  })
  class Ground {}
  const modules = providers ? [Ground, JobsModule, JobsWorkerModule] : [Ground, JobsModule];
  const app = await Test.createTestingModule({ imports: modules, providers: providers ?? [] }).compile();
  try {
    return await app.init();
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Waits until something is so. */
export async function met(condition: () => boolean | Promise<boolean>, ms = 10_000) {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms`);
    await pause(20);
  }
}
