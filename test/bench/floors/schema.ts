import pg from 'pg';

const tables = `
  create table if not exists floor_contact (id uuid primary key default uuidv7(), email text unique, name text);
  create table if not exists floor_ticket (id uuid primary key default uuidv7(), number int, subject text,
    contact_id uuid references floor_contact, updated_at timestamptz default now());
  create table if not exists floor_message (id uuid primary key default uuidv7(),
    ticket_id uuid references floor_ticket, external_id text unique, text text, html text,
    created_at timestamptz default now());
  create table if not exists floor_event (id uuid primary key default uuidv7(), ticket_id uuid, type text);
  create table if not exists floor_outbox (id bigint generated always as identity primary key, payload jsonb);
  create sequence if not exists floor_number;`;

/** A pool on the tables of the bare programs. */
export async function openFloor(url: string, max: number): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url, max });
  await pool.query(tables);
  return pool;
}
