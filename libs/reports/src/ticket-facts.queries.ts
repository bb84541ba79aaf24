/**
 * The measurements of a ticket. Reports count these, never messages; libs/sla measures them and writes them with its
 * clocks.
 */
export interface TicketFacts {
  ticketId: string;
  createdAt: Date;
  channelId: string;
  channelType: string;
  storeId: string | null;
  teamId: string | null;
  /** Started by an agent, so there is no first response to measure. */
  byAgent: boolean;
  answeredAt: Date | null;
  responseSeconds: number | null;
  responseBusinessSeconds: number | null;
  /** Whether it came after its target; null while that is open, or without a target. */
  responseLate: boolean | null;
  resolvedAt: Date | null;
  resolutionSeconds: number | null;
  resolutionBusinessSeconds: number | null;
  resolutionLate: boolean | null;
}

/** The facts of each ticket, for statements of other libs: `left join ${factRows} f`. */
export const factRows = `(
  select workspace_id, ticket_id, created_at, by_agent, answered_at, response_seconds, response_business_seconds, response_late,
    resolved_at, resolution_seconds, resolution_business_seconds, resolution_late
  from ticket_facts)`;

const types: Record<keyof TicketFacts, string> = {
  ticketId: 'uuid',
  createdAt: 'timestamptz',
  channelId: 'uuid',
  channelType: 'text',
  storeId: 'uuid',
  teamId: 'uuid',
  byAgent: 'boolean',
  answeredAt: 'timestamptz',
  responseSeconds: 'int',
  responseBusinessSeconds: 'int',
  responseLate: 'boolean',
  resolvedAt: 'timestamptz',
  resolutionSeconds: 'int',
  resolutionBusinessSeconds: 'int',
  resolutionLate: 'boolean',
};
const fields = Object.keys(types);
const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const fixed = ['ticketId', 'createdAt'];

/**
 * Writes the facts of tickets, given as a JSON array in the parameter. It can follow a WITH of the caller's, to make
 * both one statement.
 */
export const saveFacts = (parameter: string): string => `
  insert into ticket_facts (${fields.map(columnOf).join(', ')})
  select ${fields.map((field) => `"${field}"`).join(', ')}
  from jsonb_to_recordset(${parameter}::jsonb) as f (${Object.entries(types)
    .map(([field, type]) => `"${field}" ${type}`)
    .join(', ')})
  on conflict (workspace_id, ticket_id) do update set ${fields
    .filter((field) => !fixed.includes(field))
    .map((field) => `${columnOf(field)} = excluded.${columnOf(field)}`)
    .join(', ')}`;

/** Writes which targets of tickets are late: $1, a list of tickets and kinds. */
export const writeLate = `
  update ticket_facts f set response_late = f.response_late or d.kind = 'first_response', resolution_late = f.resolution_late or d.kind = 'resolution'
  from jsonb_to_recordset($1::jsonb) as d ("ticketId" uuid, kind text) where f.ticket_id = d."ticketId"`;
