import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import {
  type InputOf,
  createVisitorSession,
  endVisitorSession,
  getVisitorConfig,
  searchVisitorArticles,
} from '#libs/contracts';
import { Config, Endpoint, Input, clientAddress } from '#libs/platform';
import { DescribeWidget } from './describe-widget.js';
import { OpenVisitorSession } from './open-visitor-session.js';
import { CurrentVisitor } from './visitor.middleware.js';
import type { Visitor } from './visitor.js';
import { VisitorLimits } from './visitor-limits.js';
import { bearerOf } from './visitor-token.js';
import { VisitorTickets } from './visitor-tickets.js';

/** Opens and ends sessions of visitors, and serves what is public before the first message. */
@Controller()
export class VisitorSessionsController {
  constructor(
    private readonly sessions: OpenVisitorSession,
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
  async help(@Input() { query }: InputOf<typeof searchVisitorArticles>, @Req() request: Request) {
    await this.limits.count('fetch', clientAddress(request, this.config.trustedProxies));
    return { items: await this.widget.help(query) };
  }

  @Endpoint(createVisitorSession)
  async open(@Input() { body }: InputOf<typeof createVisitorSession>, @Req() request: Request) {
    await this.limits.count('session', clientAddress(request, this.config.trustedProxies));
    return this.sessions.open(body, bearerOf(request.headers.authorization));
  }

  @Endpoint(endVisitorSession)
  async end(@CurrentVisitor() visitor: Visitor) {
    await this.sessions.end(visitor);
    this.tickets.ended(visitor);
  }
}
