import type { MigrationInterface, QueryRunner } from 'typeorm';

const kinds = ['agent', 'contact', 'rule', 'assistant', 'system'];
const allow = (names: string[]) => `
  ALTER TABLE ticket_events DROP CONSTRAINT ticket_events_actor_kind_check,
    ADD CONSTRAINT ticket_events_actor_kind_check CHECK (actor_kind IN (${names.map((name) => `'${name}'`).join(', ')})) NOT VALID`;

/**
 * The history of a ticket may say that a rule did something, as events can. The new constraint allows more than the
 * old one, so that every row of before holds it: it is validated without holding writers up.
 */
export class LetRulesAct20261205010000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(allow(kinds));
    await db.query('ALTER TABLE ticket_events VALIDATE CONSTRAINT ticket_events_actor_kind_check');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`UPDATE ticket_events SET actor_kind = 'system' WHERE actor_kind = 'rule'`);
    await db.query(allow(kinds.filter((kind) => kind !== 'rule')));
    await db.query('ALTER TABLE ticket_events VALIDATE CONSTRAINT ticket_events_actor_kind_check');
  }
}
