import type { OnApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { type VisitorCommands, type VisitorEvents, type VisitorSendResult, VisitorSubmission } from '#libs/contracts';
import { roomsOfTicket } from '#libs/identity';
import { Log, OpenCount, Problem, Realtime, RecheckSockets, inWorkspace, rateLimit } from '#libs/platform';
import { visitorRoom } from '#libs/tickets';
import { FindVisitor } from './find-visitor.js';
import { SendVisitorMessage } from './send-visitor-message.js';
import type { Visitor } from './visitor.js';
import { VisitorLimits } from './visitor-limits.js';
import { type JoinNotice, VisitorTickets, addressRoom, joinTopic, sessionRoom } from './visitor-tickets.js';
import { VisitorView } from './visitor-view.js';

type VisitorSocket = Socket<VisitorCommands, VisitorEvents, Record<string, never>, { visitor: Visitor }>;

const ticketsListenedTo = 20;
const socketsPerVisitor = 10;
const typingShownMs = 6_000;

/**
 * Sockets of visitors: sends hints, receives typing and messages. Their sessions are checked again every four seconds.
 */
@WebSocketGateway({ namespace: '/visitor' })
export class VisitorGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<VisitorSocket>, OnApplicationShutdown
{
  @WebSocketServer() private readonly namespace!: Namespace;
  private readonly open = new OpenCount(socketsPerVisitor);
  private readonly rechecks: RecheckSockets<VisitorSocket>;
  private stopListening?: () => void;

  constructor(
    private readonly visitors: FindVisitor,
    private readonly view: VisitorView,
    private readonly sending: SendVisitorMessage,
    private readonly tickets: VisitorTickets,
    private readonly limits: VisitorLimits,
    private readonly realtime: Realtime,
    private readonly log: Log,
  ) {
    this.rechecks = new RecheckSockets({
      workspaceOf: ({ data }) => data.visitor.workspaceId,
      recheck: (sockets) => this.cutEnded(sockets),
    });
  }

  afterInit(namespace: Namespace) {
    namespace.use((socket, next) => {
      this.admit(socket as VisitorSocket).then(
        () => next(),
        (error: unknown) => next(new Error(error instanceof Problem ? error.type : 'unavailable')),
      );
    });
    this.stopListening = this.realtime.onBroadcast<JoinNotice>(joinTopic, ({ workspaceId, address, ticketId }) => {
      this.namespace.local.in(addressRoom(workspaceId, address)).socketsJoin(visitorRoom(workspaceId, ticketId));
    });
    this.rechecks.start(() => this.namespace.sockets.values() as Iterable<VisitorSocket>);
  }

  handleConnection(socket: VisitorSocket) {
    const { visitor } = socket.data;
    const mayType = rateLimit(1);
    socket.on('send', (submission: unknown, done: unknown) => {
      if (typeof done === 'function')
        void this.send(visitor, submission).then(done as (result: VisitorSendResult) => void);
    });
    socket.on('typing', (state: unknown) => {
      const ticketId = (state as { ticketId?: unknown } | null)?.ticketId;
      if (typeof ticketId === 'string' && mayType()) void this.typing(socket, ticketId).catch(() => undefined);
    });
  }

  onApplicationShutdown() {
    this.rechecks.stop();
    this.stopListening?.();
  }

  private async admit(socket: VisitorSocket) {
    const visitor = await this.visitors.byToken((socket.handshake.auth as { token?: unknown }).token);
    if (!visitor) throw new Problem('not-signed-in');
    if (!this.open.admit(socket, visitor.sessionId)) throw new Problem('too-many-requests');
    socket.data.visitor = visitor;
    const ticketIds = await inWorkspace(visitor.workspaceId, () => this.view.ownIds(visitor, ticketsListenedTo));
    await socket.join([
      sessionRoom(visitor.sessionId),
      ...visitor.addresses.map((address) => addressRoom(visitor.workspaceId, address)),
      ...ticketIds.map((id) => visitorRoom(visitor.workspaceId, id)),
    ]);
  }

  /** Answers only when the message is stored, or with the reason why it is not. */
  private async send(visitor: Visitor, sent: unknown): Promise<VisitorSendResult> {
    try {
      await this.limits.count('send', visitor.sessionId);
      const submission = VisitorSubmission.safeParse(sent);
      if (!submission.success) throw new Problem('invalid-request');
      const stored = await this.sending.send(visitor, submission.data);
      this.tickets.joined(visitor, stored.ticketId);
      return { ok: true, ...stored };
    } catch (error) {
      if (!(error instanceof Problem)) this.log.error('a visitor’s message was not stored', error);
      return { ok: false, problem: error instanceof Problem ? error.type : 'unavailable' };
    }
  }

  private async typing({ data: { visitor } }: VisitorSocket, ticketId: string) {
    const ticket = await inWorkspace(visitor.workspaceId, () => this.view.own(visitor, ticketId));
    this.realtime.emit('/agent', roomsOfTicket(visitor.workspaceId, ticket), 'visitor:typing', {
      ticketId: ticket.id,
      until: new Date(Date.now() + typingShownMs).toISOString(),
    });
  }

  /** Disconnects the sockets of sessions that ended and of channels that were switched off. */
  private async cutEnded(sockets: VisitorSocket[]) {
    const ids = new Set(sockets.map((socket) => socket.data.visitor.sessionId));
    const good = await this.visitors.stillGood([...ids]);
    for (const socket of sockets) if (!good.has(socket.data.visitor.sessionId)) socket.disconnect(true);
  }
}
