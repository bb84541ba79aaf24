import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/**
 * The workspace that the rows of a table are looked at in. A superuser sees through the policies, so each statement
 * says it itself.
 */
const within = (table: string): string => `${table}.workspace_id = current_setting('waypost.workspace_id')::uuid`;

/** An id in order of time, as the application makes them. */
const newId = `(lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || right(replace(gen_random_uuid()::text, '-', ''), 20))::uuid`;

/** The lane of what goes to one recipient on a ticket, as `laneOf` of libs/dispatch makes it. */
const laneOf = (ticket: string, what: string): string => `md5(${ticket} || '/' || ${what})::uuid`;

/**
 * Everything that is sent has a row in `dispatches`, of whatever kind. What is pending moves there; what was sent
 * before stays where it is and is looked up by its old columns for one release.
 *
 * Writes to `messages` wait while its rows are read once, reads do not: 1 million messages took 2 to 4 seconds. An
 * older worker or api that still runs can send and answer nothing from here on, for its columns are gone, so that
 * nothing leaves twice.
 */
export class OneDispatch20261130110000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('LOCK TABLE messages, unread_answers, contact_notices, delivery_leases IN SHARE ROW EXCLUSIVE MODE');
    await createTable(db);
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      // The owner sees through no policy either.
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await moveMessages(db);
      await moveUnreadAnswers(db);
      await moveNotices(db);
      await db.query('DELETE FROM delivery_leases');
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
    // What the moved rows still owe their foreign keys, before a table may be altered.
    await db.query('SET CONSTRAINTS ALL IMMEDIATE');
    await createIndexes(db);
    await dropOldColumns(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await addOldColumns(db);
    const workspaces = (await db.query('SELECT id FROM workspaces')) as { id: string }[];
    for (const { id } of workspaces) {
      await db.query(`SELECT set_config('waypost.workspace_id', $1, true)`, [id]);
      await moveBack(db);
    }
    await db.query(`SELECT set_config('waypost.workspace_id', '', true)`);
    await addOldIndexes(db);
    await db.query('DROP TABLE dispatches');
  }
}

async function createTable(db: QueryRunner): Promise<void> {
  await db.query(
    tenantTable(
      'dispatches',
      `
      id uuid NOT NULL,
      owner text NOT NULL,
      owner_id uuid NOT NULL,
      ticket_id uuid,
      lane uuid NOT NULL,
      place integer NOT NULL DEFAULT 0,
      channel_id uuid,
      recipient_kind text,
      recipient_value text,
      status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'failed', 'cancelled')),
      attempt integer NOT NULL DEFAULT 1,
      tries integer NOT NULL DEFAULT 0,
      parts_sent integer NOT NULL DEFAULT 0,
      due_at timestamptz NOT NULL DEFAULT now(),
      external_id text,
      mail_id text,
      error text,
      created_at timestamptz NOT NULL DEFAULT now(),
      tried_at timestamptz,
      sent_at timestamptz,
      FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`,
    ),
  );
  await db.query('ALTER TABLE unread_answers ADD COLUMN dispatch_id uuid');
}

/**
 * A message that was being sent stays so: its lane has no lease any more, so the first sweep makes it unknown, with all
 * that follows from that.
 */
async function moveMessages(db: QueryRunner): Promise<void> {
  await db.query(`
    INSERT INTO dispatches (id, owner, owner_id, ticket_id, lane, place, channel_id, recipient_kind, recipient_value, status, attempt, tries, parts_sent,
      due_at, external_id, mail_id, error, created_at, sent_at)
    SELECT m.id, 'message', m.id, m.ticket_id, ${laneOf('m.ticket_id', `t.recipient_kind || '/' || t.recipient_value`)}, m.seq, m.channel_id, t.recipient_kind, t.recipient_value,
      m.delivery_status, greatest(m.delivery_attempt, 1), m.delivery_tries, m.delivery_parts_sent, coalesce(m.deliver_after, m.created_at), m.external_id, m.mail_id,
      m.delivery_error, m.created_at, m.sent_at
    FROM messages m JOIN tickets t ON t.workspace_id = m.workspace_id AND t.id = m.ticket_id
    WHERE ${within('m')} AND m.direction = 'outbound' AND m.delivery_status IN ('queued', 'sending', 'unknown', 'failed')`);
}

/**
 * Answers that go in one mail share a dispatch. Its id is the answer's that named the mail so far, so that its
 * Message-ID stays.
 */
async function moveUnreadAnswers(db: QueryRunner): Promise<void> {
  await db.query(`
    UPDATE unread_answers u SET state = 'failed', detail = 'The message is gone' WHERE ${within('u')} AND u.state IN ('waiting', 'sending') AND NOT EXISTS (
      SELECT FROM messages m JOIN tickets t ON t.workspace_id = m.workspace_id AND t.id = m.ticket_id
      WHERE m.workspace_id = u.workspace_id AND m.id = u.message_id AND t.id = u.ticket_id)`);
  await db.query(`
    UPDATE unread_answers u SET dispatch_id = grouped.newest FROM (
      SELECT message_id, first_value(message_id) OVER (PARTITION BY ticket_id, state, mailed_at ORDER BY seq DESC) AS newest FROM unread_answers a
      WHERE ${within('a')} AND (state = 'sending' OR (state = 'waiting' AND tries > 0) OR (state IN ('mailed', 'unknown') AND mailed_at IS NOT NULL))) grouped
    WHERE ${within('u')} AND grouped.message_id = u.message_id`);
  await db.query(`
    INSERT INTO dispatches (id, owner, owner_id, ticket_id, lane, place, recipient_kind, recipient_value, status, tries, due_at, mail_id, error, sent_at)
    SELECT u.dispatch_id, 'unread-answers', u.ticket_id, u.ticket_id, ${laneOf('u.ticket_id', `'unread-answers'`)}, CASE WHEN u.state = 'waiting' THEN 1 ELSE 0 END,
      CASE WHEN max(u.mailed_to) IS NOT NULL THEN 'email' END, max(u.mailed_to), CASE u.state WHEN 'waiting' THEN 'queued' WHEN 'mailed' THEN 'sent' ELSE u.state END,
      max(u.tries), min(u.due_at), max(m.mail_id) FILTER (WHERE u.mailed_at IS NOT NULL), max(u.detail), CASE WHEN u.state = 'mailed' THEN u.mailed_at END
    FROM unread_answers u JOIN messages m ON m.workspace_id = u.workspace_id AND m.id = u.dispatch_id
    WHERE ${within('u')} AND u.dispatch_id IS NOT NULL AND u.ticket_id = m.ticket_id GROUP BY u.dispatch_id, u.ticket_id, u.state, u.mailed_at ON CONFLICT DO NOTHING`);
  await db.query(`
    INSERT INTO dispatches (id, owner, owner_id, ticket_id, lane, place, due_at)
    SELECT ${newId}, 'unread-answers', ticket_id, ticket_id, ${laneOf('ticket_id', `'unread-answers'`)}, 1, min(due_at) FROM unread_answers u
    WHERE ${within('u')} AND state = 'waiting' AND NOT EXISTS (
      SELECT FROM unread_answers o WHERE o.workspace_id = u.workspace_id AND o.ticket_id = u.ticket_id AND o.state = 'waiting' AND o.dispatch_id IS NOT NULL)
    GROUP BY ticket_id`);
}

async function moveNotices(db: QueryRunner): Promise<void> {
  // Reports of mail servers that the last sweep has not seen yet.
  await db.query(`
    UPDATE contact_notices n SET state = 'needs-agent', detail = left(coalesce(e.data->>'error', 'The mail came back'), 500) FROM early_updates e
    WHERE ${within('n')} AND n.state IN ('sent', 'unknown') AND n.external_id IS NOT NULL AND e.workspace_id = n.workspace_id AND e.channel_id = n.channel_id
      AND e.external_id = n.external_id AND e.kind = 'status' AND e.data->>'status' = 'failed'`);
  await db.query(`
    INSERT INTO dispatches (id, owner, owner_id, lane, channel_id, recipient_kind, recipient_value, status, tries, due_at, external_id, mail_id, error, created_at)
    SELECT id, 'order-notice', id, id, channel_id, CASE WHEN recipient IS NOT NULL THEN 'email' END, recipient, CASE state WHEN 'due' THEN 'queued' ELSE state END,
      tries, due_at, CASE WHEN state = 'unknown' THEN external_id END, external_id, detail, created_at
    FROM contact_notices n WHERE ${within('n')} AND state IN ('due', 'sending', 'unknown')`);
}

async function createIndexes(db: QueryRunner): Promise<void> {
  await db.query(`
    CREATE INDEX dispatches_lane ON dispatches (workspace_id, lane, place, id) WHERE status IN ('queued', 'sending');
    CREATE INDEX dispatches_due ON dispatches (due_at, id) WHERE status IN ('queued', 'sending');
    CREATE INDEX dispatches_external ON dispatches (workspace_id, channel_id, external_id) WHERE external_id IS NOT NULL;
    CREATE INDEX dispatches_mail ON dispatches (workspace_id, mail_id) WHERE mail_id IS NOT NULL;
    CREATE INDEX dispatches_ticket ON dispatches (workspace_id, ticket_id) WHERE ticket_id IS NOT NULL;
    CREATE INDEX unread_answers_dispatch ON unread_answers (workspace_id, dispatch_id) WHERE dispatch_id IS NOT NULL;
  `);
}

/** Catalogue changes alone, whatever the size of the tables. */
async function dropOldColumns(db: QueryRunner): Promise<void> {
  await db.query(`
    DROP INDEX messages_undelivered, messages_deliver_after, unread_answers_due, contact_notices_due;
    ALTER TABLE messages ADD COLUMN identity_kind text, ADD COLUMN identity_value text,
      DROP COLUMN delivery_attempt, DROP COLUMN delivery_tries, DROP COLUMN delivery_parts_sent, DROP COLUMN deliver_after;
    ALTER TABLE unread_answers DROP COLUMN tries, DROP COLUMN claimed_at;
    ALTER TABLE contact_notices DROP COLUMN tries, DROP COLUMN due_at, DROP COLUMN claimed_at;
    ALTER TABLE delivery_leases RENAME COLUMN ticket_id TO lane;
    ALTER TABLE delivery_attempts DROP CONSTRAINT delivery_attempts_workspace_id_message_id_fkey;
    ALTER TABLE delivery_attempts RENAME COLUMN message_id TO dispatch_id;
    ALTER INDEX delivery_attempts_message RENAME TO delivery_attempts_dispatch;
    ALTER TABLE delivery_attempts ADD CONSTRAINT delivery_attempts_dispatch_fkey FOREIGN KEY (workspace_id, dispatch_id) REFERENCES dispatches (workspace_id, id) ON DELETE CASCADE NOT VALID;
    DROP POLICY IF EXISTS system_reads ON contact_notices;
    REVOKE SELECT ON contact_notices FROM waypost_system;
  `);
}

async function addOldColumns(db: QueryRunner): Promise<void> {
  await db.query(`
    ALTER TABLE messages DROP COLUMN identity_kind, DROP COLUMN identity_value, ADD COLUMN delivery_attempt integer NOT NULL DEFAULT 0, ADD COLUMN delivery_tries integer NOT NULL DEFAULT 0,
      ADD COLUMN delivery_parts_sent integer NOT NULL DEFAULT 0, ADD COLUMN deliver_after timestamptz;
    DROP INDEX unread_answers_dispatch;
    ALTER TABLE unread_answers ADD COLUMN tries integer NOT NULL DEFAULT 0, ADD COLUMN claimed_at timestamptz;
    ALTER TABLE contact_notices ADD COLUMN tries integer NOT NULL DEFAULT 0, ADD COLUMN due_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN claimed_at timestamptz;
    ALTER TABLE delivery_leases RENAME COLUMN lane TO ticket_id;
    ALTER TABLE delivery_attempts DROP CONSTRAINT delivery_attempts_dispatch_fkey;
    ALTER TABLE delivery_attempts RENAME COLUMN dispatch_id TO message_id;
    ALTER INDEX delivery_attempts_dispatch RENAME TO delivery_attempts_message;
  `);
}

async function moveBack(db: QueryRunner): Promise<void> {
  await db.query(`
    UPDATE messages m SET delivery_status = CASE WHEN d.status = 'cancelled' THEN m.delivery_status ELSE d.status END, delivery_attempt = d.attempt, delivery_tries = d.tries,
      delivery_parts_sent = d.parts_sent, deliver_after = d.due_at, external_id = coalesce(d.external_id, m.external_id), mail_id = coalesce(d.mail_id, m.mail_id)
    FROM dispatches d WHERE d.owner = 'message' AND m.workspace_id = d.workspace_id AND m.id = d.id`);
  await db.query(`
    UPDATE unread_answers u SET tries = d.tries, claimed_at = d.tried_at, due_at = d.due_at
    FROM dispatches d WHERE d.status IN ('queued', 'sending') AND d.workspace_id = u.workspace_id AND d.id = u.dispatch_id`);
  await db.query(`
    UPDATE contact_notices n SET tries = d.tries, due_at = d.due_at, claimed_at = d.tried_at, external_id = coalesce(d.mail_id, n.external_id)
    FROM dispatches d WHERE d.owner = 'order-notice' AND d.workspace_id = n.workspace_id AND d.id = n.id`);
  await db.query(`
    DELETE FROM delivery_leases;
    DELETE FROM delivery_attempts a WHERE NOT EXISTS (SELECT FROM messages m WHERE m.workspace_id = a.workspace_id AND m.id = a.message_id)`);
}

async function addOldIndexes(db: QueryRunner): Promise<void> {
  await db.query(`
    ALTER TABLE unread_answers DROP COLUMN dispatch_id;
    ALTER TABLE delivery_attempts ADD FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE;
    CREATE INDEX messages_undelivered ON messages (workspace_id, ticket_id, seq) WHERE delivery_status IN ('queued', 'sending');
    CREATE INDEX messages_deliver_after ON messages (deliver_after) WHERE delivery_status IN ('queued', 'sending');
    CREATE INDEX unread_answers_due ON unread_answers (due_at) WHERE state IN ('waiting', 'sending');
    CREATE INDEX contact_notices_due ON contact_notices (due_at) WHERE state IN ('due', 'sending');
  `);
}
