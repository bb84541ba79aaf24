import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '#libs/contracts';

/** A tenant. */
@Entity('workspaces')
export class Workspace {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  /** A short name for the operator; null for one that was set up in the browser. */
  @Column('text', { nullable: true }) slug!: string | null;
  @Column('text', { default: 'en' }) locale!: string;
  @Column('text', { name: 'time_zone', default: 'UTC' }) timeZone!: string;
  @Column('boolean', { default: false }) demo!: boolean;
  /** Days for which raw mails are kept; null: as long as their message. */
  @Column('smallint', { name: 'raw_mail_days', nullable: true }) rawMailDays!: number | null;
  /** Days for which dead letters are kept; null: for ever. */
  @Column('smallint', { name: 'dead_letter_days', nullable: true }) deadLetterDays!: number | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

/** A person who can sign in; the email is unique in the installation. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') email!: string;
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash!: string | null;
  @Column('uuid', { name: 'last_workspace_id', nullable: true }) lastWorkspaceId!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

export type AgentState = 'invited' | 'active' | 'deactivated';

/** An account's membership of a workspace. */
@Entity('agents')
export class AgentEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'account_id' }) accountId!: string;
  @Column('text') name!: string;
  @Column('text') email!: string;
  @Column('text') role!: Role;
  @Column('boolean', { name: 'only_assigned', default: false }) onlyAssigned!: boolean;
  @Column('text', { default: 'active' }) state!: AgentState;
  @Column('jsonb', { default: {} }) preferences!: Record<string, unknown>;
  /** Null until the agent has joined; until then the agent is invited, not active. */
  @Column('timestamptz', { name: 'joined_at', nullable: true }) joinedAt!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

/** A group of agents to which tickets are assigned. */
@Entity('teams')
export class TeamEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

@Entity('team_members')
export class TeamMember {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid', { name: 'team_id' }) teamId!: string;
  @PrimaryColumn('uuid', { name: 'agent_id' }) agentId!: string;
}

/** An entry of the audit log: what an agent did. */
@Entity('audit_entries')
export class AuditEntryEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId!: string | null;
  @Column('text') action!: string;
  @Column('text', { name: 'target_kind' }) targetKind!: string;
  @Column('uuid', { name: 'target_id', nullable: true }) targetId!: string | null;
  /** Facts without secrets and without customers' words. */
  @Column('jsonb', { default: {} }) data!: Record<string, unknown>;
  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
}
