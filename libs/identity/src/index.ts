export { AccountTokens } from './account-tokens.js';
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
export { CountsTrouble } from './count-trouble.js';
export { CreateWorkspace, type Member, type NewWorkspace, WorkspaceSeed } from './create-workspace.js';
export { AgentDeactivated, AgentLeftTeam } from './events.js';
export * from './find-caller.js';
export * from './identity.module.js';
export {
  activeAgentRows,
  agentRows,
  everyWorkspaceRows,
  membershipRows,
  teamRows,
  workspaceRows,
} from './members.queries.js';
export { hashPassword, publicPassword } from './password.js';
export * from './rate-limits.js';
export { SessionMiddleware, tokenFromCookies } from './session.middleware.js';
export { OfferSetUp } from './set-up.js';
export { isActiveAgent, isTeam } from './team-members.js';
export * from './ticket-scope.js';
import './identity.entity.js';
