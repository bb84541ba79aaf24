import { type ExecutionContext, Injectable, type NestMiddleware, createParamDecorator } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Config, Problem, inWorkspace } from '#libs/platform';
import { FindVisitor, bearerOf } from './find-visitor.js';
import { allowedOrigins } from './allowed-origins.js';
import type { Visitor } from './visitor.js';

export type VisitorRequest = Request & { visitor?: Visitor };

/**
 * Finds the visitor of a request, and runs the rest of it in their workspace. Refuses origins that the shop has not
 * allowed.
 */
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

  /** The panel has our own origin; a shop's own client has one that the channel allows. */
  private mayAsk({ headers: { origin, host } }: Request, visitor: Visitor | null): boolean {
    if (!origin || origin === this.config.publicUrl || origin === `http://${host}` || origin === `https://${host}`)
      return true;
    return visitor !== null && allowedOrigins(visitor.channel).includes(origin);
  }
}

/** The visitor of the request; refuses one without a session. */
export const CurrentVisitor = createParamDecorator((_: unknown, context: ExecutionContext): Visitor => {
  const { visitor } = context.switchToHttp().getRequest<VisitorRequest>();
  if (!visitor) throw new Problem('not-signed-in');
  return visitor;
});
