import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import type { Role } from '#libs/contracts';
import { type Actor, Problem } from '#libs/platform';

/** The agent who makes the request. */
export interface AgentContext {
  workspaceId: string;
  agentId: string;
  accountId: string;
  name: string;
  email: string;
  role: Role;
  onlyAssigned: boolean;
  teamIds: string[];
}

/** The agent as the one who did something, for events. */
export const actorOf = ({ agentId }: Pick<AgentContext, 'agentId'>): Actor => ({ kind: 'agent', id: agentId });

/** How a request was authenticated. */
export interface Caller {
  agent: AgentContext;
  tokenHash: Buffer;
  /** Browsers send a cookie by themselves, so requests with one must also prove their origin. */
  byCookie: boolean;
}

export type CallerRequest = Request & { caller?: Caller };

/** Injects the agent who makes the request. */
export const CurrentAgent = createParamDecorator((_: unknown, context: ExecutionContext) => callerOf(context).agent);

/** Injects the agent who makes the request, with their session. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => callerOf(context));

function callerOf(context: ExecutionContext): Caller {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw new Problem('not-signed-in');
  return caller;
}
