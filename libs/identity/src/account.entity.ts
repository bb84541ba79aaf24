import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who can sign in; the email is unique in the installation. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') email!: string;
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash!: string | null;
  @Column('uuid', { name: 'last_workspace_id', nullable: true }) lastWorkspaceId!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
