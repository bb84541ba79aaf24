import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where the socket.io adapter puts hints that are too large for a NOTIFY. It would make the table by itself, but two
 * processes that start together would race for it. Unlogged: a crash may lose hints.
 */
export class CreateSocketAttachments20261122103000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE socket_io_attachments (
        id bigserial PRIMARY KEY,
        created_at timestamptz NOT NULL DEFAULT now(),
        payload bytea
      );
      CREATE INDEX ON socket_io_attachments (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE socket_io_attachments');
  }
}
