import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '#libs/contracts';

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
