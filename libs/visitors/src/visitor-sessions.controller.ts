import { Controller, Req } from '@nestjs/common';
import {
  type InputOf,
  createVisitorSession,
  endVisitorSession,
  getVisitorConfig,
  keepVisitorTicket,
  openMailedAnswers,
  resumeVisitorSession,
  searchVisitorArticles,
} from '#libs/contracts';
import { Config, Endpoint, Input, clientAddress } from '#libs/platform';
import { DescribeWidget } from './describe-widget.js';
import { bearerOf } from './find-visitor.js';
import { OpenVisitorSession } from './open-visitor-session.js';
import { ResumeTickets } from './resume-tickets.js';
import { CurrentVisitor, type VisitorRequest } from './visitor.middleware.js';
import type { Visitor } from './visitor.js';
import { type VisitorLimit, VisitorLimits } from './visitor-limits.js';
import { VisitorTickets } from './visitor-tickets.js';

/** Opens and ends sessions of visitors, and serves what is public before the first message. */
@Controller()
export class VisitorSessionsController {
  constructor(
    private readonly sessions: OpenVisitorSession,
    private readonly resumeTickets: ResumeTickets,
    private readonly widget: DescribeWidget,
    private readonly limits: VisitorLimits,
    private readonly tickets: VisitorTickets,
    private readonly config: Config,
  ) {}

  @Endpoint(getVisitorConfig)
  describe(@Input() { query }: InputOf<typeof getVisitorConfig>) {
    return this.widget.describe(query.channelId);
  }

  @Endpoint(searchVisitorArticles)
  async help(@Input() { query }: InputOf<typeof searchVisitorArticles>, @Req() request: VisitorRequest) {
    await this.countPeer('fetch', request);
    return { items: await this.widget.help(query) };
  }

  @Endpoint(createVisitorSession)
  async open(@Input() { body }: InputOf<typeof createVisitorSession>, @Req() request: VisitorRequest) {
    await this.countPeer('session', request);
    return this.sessions.open(body, bearerOf(request.headers.authorization));
  }

  @Endpoint(resumeVisitorSession)
  async resume(@Input() { body }: InputOf<typeof resumeVisitorSession>, @Req() request: VisitorRequest) {
    await this.countPeer('session', request);
    return this.sessions.resume(body);
  }

  @Endpoint(openMailedAnswers)
  async openMailed(@Input() { body }: InputOf<typeof openMailedAnswers>, @Req() request: VisitorRequest) {
    await this.countPeer('session', request);
    return this.sessions.openMailed(body);
  }

  @Endpoint(keepVisitorTicket)
  async keep(@CurrentVisitor() visitor: Visitor, @Input() { body }: InputOf<typeof keepVisitorTicket>) {
    await this.limits.count('fetch', visitor.sessionId);
    await this.resumeTickets.keep(visitor, body);
  }

  @Endpoint(endVisitorSession)
  async end(@CurrentVisitor() visitor: Visitor) {
    this.tickets.ended(await this.sessions.end(visitor));
  }

  private countPeer(what: VisitorLimit, request: VisitorRequest): Promise<void> {
    const peer = clientAddress(request, this.config.trustedProxies);
    return this.limits.countPeer(what, peer, request.visitor?.sessionId);
  }
}
