import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** Tickets, their messages, files and history. */
export class CreateTicketsAndMessages20261122102000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(tenantTable('ticket_counters', 'last_number integer NOT NULL DEFAULT 1000', 'workspace_id'));
    await db.query(
      tenantTable(
        'tickets',
        `
        id uuid NOT NULL,
        number integer NOT NULL,
        subject text NOT NULL DEFAULT '',
        snippet text NOT NULL DEFAULT '',
        status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'pending', 'snoozed', 'resolved', 'closed')),
        priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
        channel_id uuid NOT NULL,
        channel_type text NOT NULL,
        store_id uuid,
        contact_id uuid NOT NULL,
        recipient_kind text NOT NULL,
        recipient_value text NOT NULL,
        assignee_id uuid,
        team_id uuid,
        tags text[] NOT NULL DEFAULT '{}',
        locale text,
        snoozed_until timestamptz,
        previous_ticket_id uuid,
        reply_token text NOT NULL,
        last_seq integer NOT NULL DEFAULT 0,
        last_inbound_seq integer NOT NULL DEFAULT 0,
        change_seq integer NOT NULL DEFAULT 0,
        auto_answered_at timestamptz,
        clock jsonb,
        clock_state text,
        clock_due_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_message_at timestamptz NOT NULL DEFAULT now(),
        last_inbound_at timestamptz,
        resolved_at timestamptz,
        closed_at timestamptz,
        CONSTRAINT tickets_number_key UNIQUE (workspace_id, number),
        CONSTRAINT tickets_reply_token_key UNIQUE (workspace_id, reply_token),
        FOREIGN KEY (workspace_id, channel_id) REFERENCES channels (workspace_id, id),
        FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id),
        FOREIGN KEY (workspace_id, assignee_id) REFERENCES agents (workspace_id, id) ON DELETE SET NULL (assignee_id),
        FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id) ON DELETE SET NULL (team_id),
        FOREIGN KEY (workspace_id, previous_ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE SET NULL (previous_ticket_id)`,
      ),
    );
    await db.query(`
      CREATE INDEX tickets_activity ON tickets (workspace_id, last_message_at DESC, id DESC);
      CREATE INDEX tickets_status_activity ON tickets (workspace_id, status, last_message_at DESC, id DESC);
      CREATE INDEX tickets_assignee ON tickets (workspace_id, assignee_id, last_message_at DESC) WHERE assignee_id IS NOT NULL;
      CREATE INDEX tickets_contact ON tickets (workspace_id, contact_id, channel_id, created_at DESC);
      CREATE INDEX tickets_created ON tickets (workspace_id, created_at);
      CREATE INDEX tickets_due ON tickets (workspace_id, (coalesce(clock_due_at, '9999-01-01 00:00:00+00'::timestamptz)), id);
      CREATE INDEX tickets_status_due ON tickets (workspace_id, status, (coalesce(clock_due_at, '9999-01-01 00:00:00+00'::timestamptz)), id);
      CREATE INDEX tickets_to_close ON tickets (resolved_at) WHERE status = 'resolved';
      CREATE INDEX tickets_to_wake ON tickets (snoozed_until) WHERE status = 'snoozed';
    `);
    await db.query(
      tenantTable(
        'messages',
        `
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        seq integer NOT NULL,
        change_seq integer NOT NULL,
        direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
        visibility text NOT NULL CHECK (visibility IN ('public', 'internal')),
        author_kind text NOT NULL CHECK (author_kind IN ('contact', 'agent', 'assistant', 'system')),
        author_id uuid,
        author_name text,
        channel_id uuid NOT NULL,
        channel_type text NOT NULL,
        external_id text,
        mail_id text,
        text text NOT NULL DEFAULT '',
        quoted text,
        html text,
        has_remote_images boolean NOT NULL DEFAULT false,
        from_address text,
        locale text,
        flags text[] NOT NULL DEFAULT '{}',
        automatic jsonb,
        may_auto_reply boolean NOT NULL DEFAULT true,
        has_raw boolean NOT NULL DEFAULT false,
        raw_key text,
        delivery_status text CHECK (delivery_status IN ('queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'failed')),
        delivery_error text,
        delivery_attempt integer NOT NULL DEFAULT 0,
        delivery_tries integer NOT NULL DEFAULT 0,
        delivery_parts_sent integer NOT NULL DEFAULT 0,
        deliver_after timestamptz,
        search tsvector,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        edited_at timestamptz,
        deleted_at timestamptz,
        CONSTRAINT messages_place_key UNIQUE (workspace_id, ticket_id, seq),
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`,
      ),
    );
    await db.query(`
      CREATE INDEX messages_changes ON messages (workspace_id, ticket_id, change_seq);
      CREATE INDEX messages_external ON messages (workspace_id, channel_id, external_id) WHERE external_id IS NOT NULL;
      CREATE INDEX messages_search ON messages USING gin (workspace_id, search) WITH (fastupdate = off);
      CREATE INDEX messages_undelivered ON messages (workspace_id, ticket_id, seq) WHERE delivery_status IN ('queued', 'sending');
      CREATE INDEX messages_deliver_after ON messages (deliver_after) WHERE delivery_status IN ('queued', 'sending');
    `);
    await db.query(
      tenantTable(
        'raw_messages',
        `
        message_id uuid NOT NULL,
        bytes bytea NOT NULL,
        FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`,
        'workspace_id, message_id',
      ),
    );
    await db.query(
      tenantTable(
        'received_deliveries',
        `
        channel_id uuid NOT NULL,
        external_id text NOT NULL,
        message_id uuid NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now()`,
        'workspace_id, channel_id, external_id',
      ),
    );
    await db.query(
      tenantTable(
        'early_updates',
        `
        channel_id uuid NOT NULL,
        external_id text NOT NULL,
        kind text NOT NULL,
        data jsonb NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now()`,
        'workspace_id, channel_id, external_id, kind',
      ),
    );
    await db.query(
      tenantTable(
        'ticket_events',
        `
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        change_seq integer NOT NULL,
        type text NOT NULL,
        actor_kind text NOT NULL CHECK (actor_kind IN ('agent', 'contact', 'assistant', 'system')),
        actor_id uuid,
        data jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`,
      ),
    );
    await db.query('CREATE INDEX ticket_events_ticket ON ticket_events (workspace_id, ticket_id, change_seq, id)');
    await db.query(
      tenantTable(
        'attachments',
        `
        id uuid NOT NULL,
        ticket_id uuid,
        message_id uuid,
        uploaded_by uuid,
        visitor_id uuid,
        name text NOT NULL,
        content_type text NOT NULL,
        size bigint NOT NULL DEFAULT 0,
        inline boolean NOT NULL DEFAULT false,
        content_id text,
        state text NOT NULL DEFAULT 'stored' CHECK (state IN ('stored', 'fetching', 'failed')),
        storage_key text,
        media_ref text,
        position integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
    await db.query(`
      CREATE INDEX attachments_message ON attachments (workspace_id, message_id, position);
      CREATE INDEX attachments_fetching ON attachments (created_at) WHERE state = 'fetching';
      CREATE INDEX attachments_unused ON attachments (created_at) WHERE message_id IS NULL;
      CREATE INDEX attachments_storage_key ON attachments (storage_key);
      CREATE INDEX messages_raw_key ON messages (raw_key) WHERE raw_key IS NOT NULL;
      CREATE INDEX dead_letters_raw_key ON dead_letters (raw_key) WHERE raw_key IS NOT NULL;
    `);
    await db.query(
      tenantTable(
        'drafts',
        `
        ticket_id uuid NOT NULL,
        agent_id uuid NOT NULL,
        text text NOT NULL,
        visibility text NOT NULL,
        based_on_seq integer,
        updated_at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, agent_id) REFERENCES agents (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, ticket_id, agent_id',
      ),
    );
    await db.query(
      tenantTable(
        'ticket_reads',
        `
        ticket_id uuid NOT NULL,
        agent_id uuid NOT NULL,
        seq integer NOT NULL,
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, agent_id) REFERENCES agents (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, ticket_id, agent_id',
      ),
    );
    await db.query(
      tenantTable(
        'delivery_attempts',
        `
        id uuid NOT NULL,
        message_id uuid NOT NULL,
        attempt integer NOT NULL,
        outcome text NOT NULL,
        detail text,
        at timestamptz NOT NULL DEFAULT now(),
        FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
    await db.query('CREATE INDEX delivery_attempts_message ON delivery_attempts (workspace_id, message_id)');
    await db.query('CREATE INDEX messages_mail_id ON messages (workspace_id, mail_id) WHERE mail_id IS NOT NULL');
    await db.query(
      tenantTable(
        'delivery_leases',
        `
        ticket_id uuid NOT NULL,
        holder uuid NOT NULL,
        expires_at timestamptz NOT NULL`,
        'workspace_id, ticket_id',
      ),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP TABLE delivery_leases, delivery_attempts, ticket_reads, drafts, attachments, ticket_events, early_updates, received_deliveries, raw_messages, messages, tickets, ticket_counters',
    );
  }
}
