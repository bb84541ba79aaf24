import { AsyncLocalStorage } from 'node:async_hooks';
import type { WorkKind } from '../config/work-limits.js';

const workspaces = new AsyncLocalStorage<string | null>();

/** Runs work in one workspace: its connections see only the rows of that workspace. */
export const inWorkspace = <T>(workspaceId: string, work: () => T): T => workspaces.run(workspaceId, work);

/** Runs work without a workspace: tables with policies show no rows. */
export const withoutWorkspace = <T>(work: () => T): T => workspaces.run(null, work);

/** The workspace of the running work, or null. */
export const currentWorkspaceId = (): string | null => workspaces.getStore() ?? null;

/** The workspace of the running work. Throws when there is none, which is a bug. */
export function requireWorkspaceId(): string {
  const workspaceId = currentWorkspaceId();
  if (!workspaceId) throw new Error('This needs a workspace in context');
  return workspaceId;
}

const kinds = new AsyncLocalStorage<WorkKind>();

/** Runs work with the database limits of this kind. */
export const inWork = <T>(kind: WorkKind, work: () => T): T => kinds.run(kind, work);

/** The kind of the running work; `job` by default. */
export const currentWork = (): WorkKind => kinds.getStore() ?? 'job';

/** Runs work that the current one only starts, without the current kind. */
export const apartFromWork = <T>(work: () => T): T => kinds.exit(work);
