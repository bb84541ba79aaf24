import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccountTokens } from './account-tokens.js';
import { CheckLink } from './check-link.js';
import { CreateWorkspace } from './create-workspace.js';
import { DescribeMe } from './describe-me.js';
import { EndDemoSessions } from './end-demo-sessions.js';
import { FindCaller } from './find-caller.js';
import { MailAccountLink } from './mail-account-link.js';
import { ManageAgents } from './manage-agents.js';
import { ManagePasswords } from './manage-passwords.js';
import { ManageRetention } from './manage-retention.js';
import { ManageSessions } from './manage-sessions.js';
import { ManageTeams } from './manage-teams.js';
import { Memberships } from './memberships.js';
import { OfferSetUp } from './offer-set-up.js';
import { PasswordsController } from './passwords.controller.js';
import { RateLimits } from './rate-limits.js';
import { SessionMiddleware } from './session.middleware.js';
import { SessionsController } from './sessions.controller.js';
import { RetentionController } from './retention.controller.js';
import { IdentityRetentions } from './retentions.js';
import { SetUp } from './set-up.js';
import { SignIn } from './sign-in.js';
import { StartSession } from './start-session.js';
import { TeamController } from './team.controller.js';

const shared = [FindCaller, CreateWorkspace, AccountTokens, OfferSetUp, RateLimits, MailAccountLink];

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [SessionsController, PasswordsController, TeamController, RetentionController],
  providers: [
    ...shared,
    Memberships,
    StartSession,
    SignIn,
    DescribeMe,
    ManageSessions,
    SetUp,
    ManagePasswords,
    CheckLink,
    ManageAgents,
    ManageTeams,
    ManageRetention,
    EndDemoSessions,
    SessionMiddleware,
    AccessGuard,
  ],
  exports: [...shared, SessionMiddleware, AccessGuard],
})
export class IdentityApiModule {}

@Module({
  providers: [AccountTokens, MailAccountLink, IdentityRetentions],
})
export class IdentityWorkerModule {}
