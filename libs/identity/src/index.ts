export * from './account-tokens.js';
export * from './agent-context.js';
export * from './access.guard.js';
export {
  type ListedWorkspace,
  admitAdmin,
  hasDemoWorkspace,
  inviteAdmin,
  linkFor,
  listWorkspaces,
} from './admit-admin.js';
export * from './audit.js';
export * from './create-workspace.js';
export * from './find-caller.js';
export * from './identity.module.js';
export { agentRows, teamRows } from './member-rows.queries.js';
export * from './members.js';
export * from './memberships.js';
export * from './offer-set-up.js';
export * from './password.js';
export * from './rate-limits.js';
export { SessionMiddleware, tokenFromCookies } from './session.middleware.js';
export * from './ticket-scope.js';
export { type NewWorkspace, WorkspaceSeed } from './workspace-seed.js';
import './account.entity.js';
import './agent.entity.js';
import './audit-entry.entity.js';
import './team.entity.js';
import './workspace.entity.js';
