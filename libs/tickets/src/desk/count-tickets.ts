import { Injectable } from '@nestjs/common';
import type { TicketCounts, TicketPart } from '#libs/contracts';
import { type AgentContext, inScope, ticketScope } from '#libs/identity';
import { Database, Metrics, Realtime, SharedAnswer, SystemDatabase, inWorkspace } from '#libs/platform';
import { countByPlace, countMended, countUnfolded, isUncounted, storedByPlace } from '../core/ticket-counts.queries.js';

/** Tickets of one team and assignee: an agent who may see one of them may see all. */
export interface Group {
  teamId: string | null;
  assigneeId: string | null;
  open: number;
  soon: number;
  pending: number;
  snoozed: number;
}

type Agent = Parameters<typeof ticketScope>[0];

const atMostEveryMs = 1_000;
const mostWorkspaces = 1_000;
/** Changes of other fields change no count. */
const counted = new Set<TicketPart>(['opened', 'status', 'assignee', 'team', 'clock']);

/**
 * Counts the tickets of an agent's scope in each built-in view, from what is stored as soon as the tickets of before
 * are in it. At most one statement a second answers all agents of a
 * workspace on this process, whatever each may see; a later change is in the next answer.
 */
@Injectable()
export class CountTickets {
  private readonly workspaces = new Map<string, SharedAnswer<Group[]>>();

  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
    realtime: Realtime,
    metrics: Metrics,
  ) {
    this.report(metrics);
    realtime.onEmit('/agent', 'ticket:changed', ([room], hint) => {
      const { changed } = hint as { changed?: TicketPart[] };
      if (room && (!changed || changed.some((part) => counted.has(part))))
        this.workspaces.get(workspaceOf(room))?.noteChange();
    });
  }

  async of(agent: AgentContext): Promise<TicketCounts> {
    return sumInScope(await this.groupsOf(agent.workspaceId), agent);
  }

  private groupsOf(workspaceId: string): Promise<Group[]> {
    const known = this.workspaces.get(workspaceId);
    if (known) return known.get();
    if (this.workspaces.size >= mostWorkspaces) this.workspaces.clear();
    let isCounted = false;
    const ask = () =>
      inWorkspace(workspaceId, async () => {
        isCounted ||= (await this.database.query(isUncounted)).length === 0;
        return isCounted ? this.database.query<Group>(storedByPlace) : this.database.query<Group>(countByPlace);
      });
    const shared = new SharedAnswer(ask, atMostEveryMs);
    this.workspaces.set(workspaceId, shared);
    return shared.get();
  }

  private report(metrics: Metrics) {
    metrics.gauge(
      'waypost_ticket_count_changes_unfolded',
      'Changes of the counts of tickets that are not folded yet; each makes reading the counts a little slower.',
      async () => [{ value: (await this.system.query<{ n: number }>(countUnfolded))[0]!.n }],
    );
    metrics.gauge(
      'waypost_ticket_counts_mended',
      'Counts of tickets that were wrong when the tickets were last counted again, and were mended.',
      async () => [{ value: (await this.system.query<{ n: number }>(countMended))[0]!.n }],
    );
  }
}

/** The counts of what an agent may see: their scope is made of whole groups. */
export function sumInScope(groups: Group[], agent: Agent): TicketCounts {
  const scope = ticketScope(agent);
  const counts: TicketCounts = { inbox: 0, mine: 0, unassigned: 0, soon: 0, pending: 0, snoozed: 0 };
  for (const group of groups) {
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

/** Names of rooms begin with their workspace: see roomsOfTicket. */
const workspaceOf = (room: string) => room.split(':')[1]!;
