import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** SLA policies, business hours, the clocks that run by them, and what tickets have taken. */
export class CreateSlaAndFacts20261122113000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      tenantTable(
        'business_hours',
        `
        id uuid NOT NULL,
        name text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT business_hours_name_key UNIQUE (workspace_id, name)`,
      ),
    );
    // A version never changes, so a clock that names one can always be read back; it outlives the calendar.
    await db.query(
      tenantTable(
        'business_hours_versions',
        `
        hours_id uuid NOT NULL,
        version integer NOT NULL,
        time_zone text NOT NULL,
        windows jsonb NOT NULL,
        holidays jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL DEFAULT now()`,
        'workspace_id, hours_id, version',
      ),
    );
    await db.query(
      tenantTable(
        'sla_policies',
        `
        id uuid NOT NULL,
        name text NOT NULL,
        hours_id uuid,
        targets jsonb NOT NULL,
        position integer NOT NULL DEFAULT 100,
        channel_types text[] NOT NULL DEFAULT '{}',
        store_ids uuid[] NOT NULL DEFAULT '{}',
        team_ids uuid[] NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1,
        applied_version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT sla_policies_name_key UNIQUE (workspace_id, name),
        FOREIGN KEY (workspace_id, hours_id) REFERENCES business_hours (workspace_id, id)`,
      ),
    );
    await db.query(
      'CREATE INDEX sla_policies_to_apply ON sla_policies (workspace_id, id) WHERE applied_version < version',
    );
    await db.query(
      tenantTable(
        'sla_clocks',
        `
        id uuid NOT NULL,
        ticket_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('first_response', 'resolution')),
        policy_id uuid,
        policy_version integer NOT NULL,
        hours_id uuid,
        hours_version integer,
        target_seconds integer NOT NULL,
        state text NOT NULL CHECK (state IN ('running', 'paused', 'met', 'breached')),
        started_at timestamptz NOT NULL,
        running_since timestamptz NOT NULL,
        remaining_seconds integer NOT NULL,
        warn_at timestamptz,
        due_at timestamptz,
        next_at timestamptz,
        paused_at timestamptz,
        warned_at timestamptz,
        breached_at timestamptz,
        met_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT sla_clocks_ticket_key UNIQUE (workspace_id, ticket_id, kind),
        CONSTRAINT sla_clocks_fires_while_running CHECK (next_at IS NULL OR state = 'running'),
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE`,
      ),
    );
    await db.query(`
      CREATE INDEX sla_clocks_next ON sla_clocks (next_at, workspace_id, id) INCLUDE (version) WHERE next_at IS NOT NULL;
      CREATE INDEX sla_clocks_policy ON sla_clocks (workspace_id, policy_id, policy_version) WHERE state IN ('running', 'paused');
      CREATE INDEX tickets_breached ON tickets (workspace_id, clock_due_at) WHERE clock_state = 'breached';
    `);
    await db.query(
      tenantTable(
        'ticket_facts',
        `
        ticket_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        channel_id uuid NOT NULL,
        channel_type text NOT NULL,
        store_id uuid,
        team_id uuid,
        by_agent boolean NOT NULL DEFAULT false,
        answered_at timestamptz,
        response_seconds integer,
        response_business_seconds integer,
        response_late boolean,
        resolved_at timestamptz,
        resolution_seconds integer,
        resolution_business_seconds integer,
        resolution_late boolean,
        FOREIGN KEY (workspace_id, ticket_id) REFERENCES tickets (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, ticket_id',
      ),
    );
    await db.query(`
      CREATE INDEX ticket_facts_created ON ticket_facts (workspace_id, created_at)
        INCLUDE (channel_type, store_id, team_id, response_seconds, response_business_seconds, response_late, resolution_seconds, resolution_business_seconds, resolution_late);
      CREATE INDEX ticket_facts_answered ON ticket_facts (workspace_id, channel_id, created_at DESC) INCLUDE (response_seconds) WHERE response_seconds IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX tickets_breached');
    await db.query('DROP TABLE ticket_facts, sla_clocks, sla_policies, business_hours_versions, business_hours');
  }
}
