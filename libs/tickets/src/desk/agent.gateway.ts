import { type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { OnGatewayConnection, OnGatewayInit, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import type { TicketCounts } from '#libs/contracts';
import {
  type AgentContext,
  FindCaller,
  roomOfWorkspace,
  roomsOfScope,
  ticketScope,
  tokenFromCookies,
} from '#libs/identity';
import { Database, OpenCount, RecheckSockets, hashToken, inWorkspace, isUuid } from '#libs/platform';
import { requireVisible } from '../core/find-visible-ticket.js';
import { VisitorHints } from '../core/ticket-hints.js';
import { CountTickets } from './count-tickets.js';
import { Presence } from './presence.js';
import { RecheckAgents, type SocketData } from './recheck-agents.js';

const socketsPerAgent = 20;

/**
 * Sockets of the agents' screens. They receive hints about tickets that the agent may see, and report which one is
 * open.
 */
@WebSocketGateway({ namespace: '/agent' })
export class AgentGateway implements OnGatewayInit, OnGatewayConnection, OnApplicationBootstrap, OnApplicationShutdown {
  private namespace?: Namespace;
  private readonly open = new OpenCount(socketsPerAgent);

  private readonly rechecks: RecheckSockets;

  constructor(
    private readonly findCaller: FindCaller,
    private readonly database: Database,
    private readonly presence: Presence,
    private readonly visitors: VisitorHints,
    private readonly counting: CountTickets,
  ) {
    this.rechecks = new RecheckSockets(new RecheckAgents(findCaller, database, presence));
  }

  afterInit(namespace: Namespace): void {
    this.namespace = namespace;
    namespace.use((socket, next) => {
      this.admit(socket).then(
        (agent) => next(agent ? undefined : new Error('not-signed-in')),
        () => next(new Error('unavailable')),
      );
    });
  }

  onApplicationBootstrap(): void {
    this.rechecks.start(() => this.namespace?.sockets.values() ?? []);
  }

  onApplicationShutdown(): void {
    this.rechecks.stop();
  }

  async handleConnection(socket: Socket): Promise<void> {
    const { agent } = socket.data as SocketData;
    if (!this.open.admit(socket, agent.agentId)) return void socket.disconnect(true);
    await socket.join([roomOfWorkspace(agent.workspaceId), ...roomsOfScope(agent.workspaceId, ticketScope(agent))]);
    socket.once('disconnect', () => this.presence.leave(socket.id));
  }

  /**
   * Returns the number of tickets in each view, after a hint. Over the socket, so that no request has to look up the
   * session.
   */
  @SubscribeMessage('counts')
  counts(socket: Socket): Promise<TicketCounts | null> {
    return this.counting.of((socket.data as SocketData).agent).catch(() => null);
  }

  /** Reports that the agent looks at a ticket. They must be allowed to see it. */
  @SubscribeMessage('announce')
  async announce(socket: Socket, message: { ticketId?: unknown; state?: unknown }): Promise<void> {
    const { agent } = socket.data as SocketData;
    const { ticketId, state } = message ?? {};
    if (!isUuid(ticketId) || (state !== 'viewing' && state !== 'typing' && state !== 'gone')) return;
    if (!(await this.maySee(agent, ticketId))) return;
    this.presence.announce(socket, { workspaceId: agent.workspaceId, agentId: agent.agentId, ticketId, state });
    this.visitors.typing(agent, ticketId, state === 'typing');
  }

  private async admit(socket: Socket): Promise<boolean> {
    const token =
      (socket.handshake.auth as { token?: unknown })?.token ?? tokenFromCookies(socket.handshake.headers.cookie);
    const found = typeof token === 'string' ? await this.findCaller.byToken(token) : null;
    if (!found || typeof token !== 'string') return false;
    socket.data = { agent: found.agent, tokenHash: hashToken(token) } satisfies SocketData;
    return true;
  }

  private maySee(agent: AgentContext, ticketId: string): Promise<boolean> {
    return inWorkspace(agent.workspaceId, () => requireVisible(this.database, agent, ticketId)).then(
      () => true,
      () => false,
    );
  }
}
