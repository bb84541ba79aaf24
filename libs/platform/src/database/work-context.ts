import { AsyncLocalStorage } from 'node:async_hooks';
import type { WorkKind } from '../config/work-limits.js';

const context = new AsyncLocalStorage<WorkKind>();

/** Runs work with the database limits of this kind. */
export const inWork = <T>(kind: WorkKind, work: () => T): T => context.run(kind, work);

/** The kind of the running work; `job` by default. */
export const currentWork = (): WorkKind => context.getStore() ?? 'job';

/** Runs work that the current one only starts, without the current kind. */
export const apartFromWork = <T>(work: () => T): T => context.exit(work);
