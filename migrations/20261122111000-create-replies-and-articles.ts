import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** Saved replies, articles, and to whom automatic answers went by mail. */
export class CreateRepliesAndArticles20261122111000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'saved_replies',
        `
        id uuid NOT NULL,
        name text NOT NULL,
        shortcut text NOT NULL,
        team_id uuid,
        variants jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT saved_replies_shortcut_key UNIQUE (workspace_id, shortcut),
        FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id) ON DELETE SET NULL (team_id)`,
      ),
    );
    await db.query(
      tenantTable(
        'articles',
        `
        id uuid NOT NULL,
        locale text NOT NULL,
        title text NOT NULL,
        questions text[] NOT NULL DEFAULT '{}',
        body text NOT NULL,
        published boolean NOT NULL DEFAULT false,
        store_id uuid,
        asked integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()`,
      ),
    );
    await db.query('CREATE INDEX articles_asked ON articles (workspace_id, asked DESC, id) WHERE published');
    await db.query(
      tenantTable(
        'auto_answer_senders',
        `
        address text NOT NULL,
        answered_at timestamptz NOT NULL DEFAULT now()`,
        'workspace_id, address',
      ),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE auto_answer_senders, articles, saved_replies');
  }
}
