import { Injectable } from '@nestjs/common';
import type { TicketCounts, TicketPart } from '#libs/contracts';
import { type AgentContext, inScope, ticketScope } from '#libs/identity';
import { Database, Realtime, SharedAnswer, inWorkspace } from '#libs/platform';
import { dueSoon } from './filter-tickets.js';

/** Tickets of one team and assignee: an agent who may see one of them may see all. */
interface Group {
  teamId: string | null;
  assigneeId: string | null;
  open: number;
  soon: number;
  pending: number;
  snoozed: number;
}

const atMostEveryMs = 1_000;
const mostWorkspaces = 1_000;
/** Changes of other fields change no count. */
const counted = new Set<TicketPart>(['opened', 'status', 'assignee', 'team', 'clock']);

const groups = `
  select team_id as "teamId", assignee_id as "assigneeId", count(*) filter (where status = 'open')::int as open,
    count(*) filter (where status = 'open' and ${dueSoon})::int as soon,
    count(*) filter (where status = 'pending')::int as pending, count(*) filter (where status = 'snoozed')::int as snoozed
  from tickets t where status in ('open', 'pending', 'snoozed') group by team_id, assignee_id`;

/**
 * Counts the tickets of an agent's scope in each built-in view. At most one statement a second answers all agents of a
 * workspace on this process, whatever each may see; a later change is in the next answer.
 */
@Injectable()
export class CountTickets {
  private readonly workspaces = new Map<string, SharedAnswer<Group[]>>();

  constructor(
    private readonly database: Database,
    realtime: Realtime,
  ) {
    realtime.onEmit('/agent', 'ticket:changed', ([room], hint) => {
      const { changed } = hint as { changed?: TicketPart[] };
      if (room && (!changed || changed.some((part) => counted.has(part))))
        this.workspaces.get(workspaceOf(room))?.noteChange();
    });
  }

  async of(agent: AgentContext): Promise<TicketCounts> {
    const scope = ticketScope(agent);
    const counts: TicketCounts = { inbox: 0, mine: 0, unassigned: 0, soon: 0, pending: 0, snoozed: 0 };
    for (const group of await this.groupsOf(agent.workspaceId)) {
      if (!inScope(scope, group)) continue;
      counts.inbox += group.open;
      counts.soon += group.soon;
      counts.pending += group.pending;
      counts.snoozed += group.snoozed;
      if (group.assigneeId === null) counts.unassigned += group.open;
      if (group.assigneeId === agent.agentId) counts.mine += group.open + group.pending;
    }
    return counts;
  }

  private groupsOf(workspaceId: string): Promise<Group[]> {
    const known = this.workspaces.get(workspaceId);
    if (known) return known.get();
    if (this.workspaces.size >= mostWorkspaces) this.workspaces.clear();
    const ask = () => inWorkspace(workspaceId, () => this.database.query<Group>(groups));
    const shared = new SharedAnswer(ask, atMostEveryMs);
    this.workspaces.set(workspaceId, shared);
    return shared.get();
  }
}

/** Names of rooms begin with their workspace: see roomsOfTicket. */
const workspaceOf = (room: string) => room.split(':')[1]!;
