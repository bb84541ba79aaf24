import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A customer, or a visitor who has not been identified yet. */
@Entity('contacts')
export class ContactEntity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text', { nullable: true }) locale!: string | null;
  @Column('text', { name: 'time_zone', nullable: true }) timeZone!: string | null;
  /** Search words of the name and the addresses. */
  @Column('tsvector', { nullable: true, select: false }) words!: string | null;
  @Column('smallint', { name: 'words_version', default: 0 }) wordsVersion!: number;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

/** An address by which a contact is known on a channel. It belongs to one contact. */
@Entity('contact_identities')
export class ContactIdentity {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'contact_id' }) contactId!: string;
  @Column('text') kind!: string;
  @Column('text') value!: string;
  /** Whether it is proven: by the provider, the shop's signature or the sender's domain. */
  @Column('boolean', { default: false }) verified!: boolean;
  @Column('text', { name: 'channel_type', nullable: true }) channelType!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'last_seen_at', default: () => 'now()' }) lastSeenAt!: Date;
}

/** An address that a contact says is theirs. It merges nothing and shows nothing, also when it is proven. */
@Entity('contact_claims')
export class ContactClaim {
  @PrimaryColumn('uuid', { name: 'workspace_id' }) workspaceId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'contact_id' }) contactId!: string;
  @Column('text') kind!: string;
  @Column('text') value!: string;
  /** Whether the shop has vouched for it: the owner of the address and this contact are one person. */
  @Column('boolean', { default: false }) proven!: boolean;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
