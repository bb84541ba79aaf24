import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A tenant. */
@Entity('workspaces')
export class Workspace {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text', { default: 'en' }) locale!: string;
  @Column('text', { name: 'time_zone', default: 'UTC' }) timeZone!: string;
  @Column('boolean', { default: false }) demo!: boolean;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
