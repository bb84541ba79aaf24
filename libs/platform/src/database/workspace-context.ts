import { AsyncLocalStorage } from 'node:async_hooks';

const context = new AsyncLocalStorage<string | null>();

/** Runs work in one workspace: its connections see only the rows of that workspace. */
export const inWorkspace = <T>(workspaceId: string, work: () => T): T => context.run(workspaceId, work);

/** Runs work without a workspace: tables with policies show no rows. */
export const withoutWorkspace = <T>(work: () => T): T => context.run(null, work);

/** The workspace of the running work, or null. */
export const currentWorkspaceId = (): string | null => context.getStore() ?? null;

/** The workspace of the running work. Throws when there is none, which is a bug. */
export function requireWorkspaceId(): string {
  const workspaceId = currentWorkspaceId();
  if (!workspaceId) throw new Error('This needs a workspace in context');
  return workspaceId;
}
