import { Column, Entity, PrimaryColumn } from 'typeorm';

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
