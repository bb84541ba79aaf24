import { Column, Entity, PrimaryColumn } from 'typeorm';

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
