import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DeadLetters } from '#libs/platform';
import { AccessGuard } from './access.guard.js';
import { AccountTokens, CheckLink } from './account-tokens.js';
import { CountTrouble, TroubleController } from './count-trouble.js';
import { CreateWorkspace } from './create-workspace.js';
import { DescribeMe } from './describe-me.js';
import { FindCaller } from './find-caller.js';
import { InstallationController } from './installation.controller.js';
import { KnownDevices } from './known-devices.js';
import { MailAccountLink } from './mail-account-link.js';
import { ManageAgents } from './manage-agents.js';
import { DeadLettersController, ManageDeadLetters } from './manage-dead-letters.js';
import { ManagePasswords, PasswordsController } from './manage-passwords.js';
import { ManageRetention, RetentionController } from './manage-retention.js';
import { ManageSessions } from './manage-sessions.js';
import { ManageTeams } from './manage-teams.js';
import { EndDemoSessions } from './password.js';
import { AuditController, ReadAudit } from './read-audit.js';
import { RateLimits } from './rate-limits.js';
import { IdentityRetentions } from './retentions.js';
import { SessionMiddleware } from './session.middleware.js';
import { SessionsController } from './sessions.controller.js';
import { OfferSetUp, SetUp } from './set-up.js';
import { Memberships, SignIn, StartSession } from './sign-in.js';
import { TeamController } from './team.controller.js';

const shared = [FindCaller, CreateWorkspace, AccountTokens, OfferSetUp, RateLimits, MailAccountLink];

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [
    SessionsController,
    PasswordsController,
    TeamController,
    RetentionController,
    TroubleController,
    DeadLettersController,
    AuditController,
    InstallationController,
  ],
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
    KnownDevices,
    ManageAgents,
    ManageTeams,
    ManageRetention,
    DeadLetters,
    ManageDeadLetters,
    CountTrouble,
    ReadAudit,
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
