import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './support/tenant-table.js';

/** Workspaces, accounts and how they sign in; agents and teams; the queue of events. */
export class CreateWorkspacesAndAgents20261122100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gin;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'waypost_system') THEN
          CREATE ROLE waypost_system NOLOGIN;
        END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$;

      CREATE TABLE workspaces (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        locale text NOT NULL DEFAULT 'en',
        time_zone text NOT NULL DEFAULT 'UTC',
        demo boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE accounts (
        id uuid PRIMARY KEY,
        email text NOT NULL CONSTRAINT accounts_email_key UNIQUE CHECK (email = lower(email)),
        password_hash text,
        last_workspace_id uuid REFERENCES workspaces (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE sessions (
        token_hash bytea PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        workspace_id uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
        agent_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sessions_account ON sessions (account_id);
      CREATE INDEX sessions_expiry ON sessions (expires_at);
      CREATE TABLE account_tokens (
        token_hash bytea PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('reset', 'invitation', 'setup')),
        account_id uuid REFERENCES accounts (id) ON DELETE CASCADE,
        workspace_id uuid REFERENCES workspaces (id) ON DELETE CASCADE,
        agent_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX account_tokens_account ON account_tokens (account_id, kind);
      CREATE TABLE rate_limits (
        key text PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );
    `);
    await db.query(
      tenantTable(
        'agents',
        `
        id uuid NOT NULL,
        account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        name text NOT NULL,
        email text NOT NULL,
        role text NOT NULL CHECK (role IN ('admin', 'manager', 'agent')),
        only_assigned boolean NOT NULL DEFAULT false,
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('invited', 'active', 'deactivated')),
        preferences jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT agents_account_key UNIQUE (workspace_id, account_id)`,
      ),
    );
    await db.query(
      tenantTable(
        'teams',
        `
        id uuid NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT teams_name_key UNIQUE (workspace_id, name)`,
      ),
    );
    await db.query(
      tenantTable(
        'team_members',
        `
        team_id uuid NOT NULL,
        agent_id uuid NOT NULL,
        FOREIGN KEY (workspace_id, team_id) REFERENCES teams (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, agent_id) REFERENCES agents (workspace_id, id) ON DELETE CASCADE`,
        'workspace_id, team_id, agent_id',
      ),
    );
    await db.query('CREATE INDEX team_members_agent ON team_members (workspace_id, agent_id)');
    await db.query(
      tenantTable(
        'audit_entries',
        `
        id uuid NOT NULL,
        actor_id uuid,
        action text NOT NULL,
        target_kind text NOT NULL,
        target_id uuid,
        data jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL DEFAULT now()`,
      ),
    );
    await db.query(
      tenantTable(
        'idempotency_keys',
        `
        agent_id uuid NOT NULL,
        operation text NOT NULL,
        key text NOT NULL,
        body_hash bytea NOT NULL,
        made uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()`,
        'workspace_id, agent_id, operation, key',
      ),
    );
    await db.query('CREATE INDEX idempotency_keys_age ON idempotency_keys (workspace_id, created_at)');
    await db.query(
      tenantTable(
        'outbox_events',
        `
        id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        lane smallint NOT NULL,
        type text NOT NULL,
        ticket_id uuid,
        payload jsonb NOT NULL DEFAULT '{}',
        attempts integer NOT NULL DEFAULT 0,
        done text[] NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        due_at timestamptz NOT NULL DEFAULT now()`,
      ),
    );
    await db.query('CREATE INDEX outbox_events_due ON outbox_events (due_at, workspace_id, lane)');
    await db.query('CREATE INDEX outbox_events_lane ON outbox_events (workspace_id, lane, id)');
    await db.query(
      tenantTable(
        'dead_letters',
        `
        id uuid NOT NULL,
        source text NOT NULL,
        source_id text,
        reason text NOT NULL,
        raw_key text,
        data jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL DEFAULT now()`,
      ),
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `DROP TABLE dead_letters, outbox_events, idempotency_keys, audit_entries, team_members, teams, agents, rate_limits, account_tokens, sessions, accounts, workspaces`,
    );
  }
}
