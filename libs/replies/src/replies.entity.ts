import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SavedReply } from '#libs/contracts';

/** A help page. */
@Entity('articles')
export class ArticleEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') locale!: string;
  @Column('text') title!: string;
  /** Questions of shoppers that it answers. */
  @Column('text', { array: true, default: [] }) questions!: string[];
  @Column('text') body!: string;
  /** Words in brackets are meant. */
  @Column('boolean', { name: 'as_written', default: false }) asWritten!: boolean;
  @Column('boolean', { default: false }) published!: boolean;
  /** Null: for all stores. */
  @Column('uuid', { name: 'store_id', nullable: true }) storeId!: string | null;
  /** How often it was given as an answer. */
  @Column('integer', { default: 0 }) asked!: number;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}

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
