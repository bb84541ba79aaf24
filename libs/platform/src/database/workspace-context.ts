import { AsyncLocalStorage } from 'node:async_hooks';

const context = new AsyncLocalStorage<string | null>();

/** Runs work as one workspace: every connection that it checks out sees only that workspace's rows. */
export const inWorkspace = <T>(workspaceId: string, work: () => T): T => context.run(workspaceId, work);

/** Runs work without a workspace: tables with policies show nothing. */
export const withoutWorkspace = <T>(work: () => T): T => context.run(null, work);

/** The workspace of the running work, or null. */
export const currentWorkspaceId = (): string | null => context.getStore() ?? null;

/** The workspace of the running work. Throws where there is none: that is a fault of ours. */
export function requireWorkspaceId(): string {
  const workspaceId = currentWorkspaceId();
  if (!workspaceId) throw new Error('This needs a workspace in context');
  return workspaceId;
}
