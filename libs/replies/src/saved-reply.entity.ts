import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SavedReply } from '#libs/contracts';

/** A saved reply in several languages. */
@Entity('saved_replies')
export class SavedReplyEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') shortcut!: string;
  /** Null: for all teams. */
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Column('jsonb') variants!: SavedReply['variants'];
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
