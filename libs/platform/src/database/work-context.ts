import { AsyncLocalStorage } from 'node:async_hooks';
import type { WorkKind } from '../config/work-limits.js';

const context = new AsyncLocalStorage<WorkKind>();

/** Runs work as one kind: its statements have the limits of that kind. */
export const inWork = <T>(kind: WorkKind, work: () => T): T => context.run(kind, work);

/** The kind of the running work; a job's where nothing else was said. */
export const currentWork = (): WorkKind => context.getStore() ?? 'job';

/** Runs what work has only set off, so that it does not count as that kind. */
export const apartFromWork = <T>(work: () => T): T => context.exit(work);
