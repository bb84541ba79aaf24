import { type ExecutionContext, Injectable, type NestMiddleware, createParamDecorator } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Config, Problem, inWorkspace } from '#libs/platform';
import { FindVisitor } from './find-visitor.js';
import type { Visitor } from './visitor.js';
import { bearerOf } from './visitor-token.js';

export type VisitorRequest = Request & { visitor?: Visitor };

/** Learns which visitor calls, and runs the rest of the request in their workspace. Pages that the shop did not name get nothing. */
@Injectable()
export class VisitorMiddleware implements NestMiddleware {
  constructor(
    private readonly visitors: FindVisitor,
    private readonly config: Config,
  ) {}

  async use(request: VisitorRequest, response: Response, next: NextFunction): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    const visitor = await this.visitors.byToken(bearerOf(request.headers.authorization));
    if (!this.mayAsk(request, visitor)) throw new Problem('forbidden', 'This page may not use the chat');
    if (!visitor) return next();
    request.visitor = visitor;
    inWorkspace(visitor.workspaceId, next);
  }

  /** The panel comes from our own origin; a shop's own client from one that the channel allows. */
  private mayAsk({ headers: { origin, host } }: Request, visitor: Visitor | null): boolean {
    if (!origin || origin === this.config.publicUrl || origin === `http://${host}` || origin === `https://${host}`)
      return true;
    return ((visitor?.channel.settings.allowedOrigins as string[] | undefined) ?? []).includes(origin);
  }
}

/** The visitor who calls; without a session the request is refused. */
export const CurrentVisitor = createParamDecorator((_: unknown, context: ExecutionContext): Visitor => {
  const { visitor } = context.switchToHttp().getRequest<VisitorRequest>();
  if (!visitor) throw new Problem('not-signed-in');
  return visitor;
});
