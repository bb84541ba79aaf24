import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import type { Role } from '#libs/contracts';
import { Problem } from '#libs/platform';

/** Who is asking, as of this request. */
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

/** How a request was signed in. */
export interface Caller {
  agent: AgentContext;
  tokenHash: Buffer;
  /** A cookie is sent by the browser on its own, so its requests must also prove their origin. */
  byCookie: boolean;
}

export type CallerRequest = Request & { caller?: Caller };

/** The agent who asks. */
export const CurrentAgent = createParamDecorator((_: unknown, context: ExecutionContext) => callerOf(context).agent);

/** The agent and the session they ask with. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => callerOf(context));

function callerOf(context: ExecutionContext): Caller {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw new Problem('not-signed-in');
  return caller;
}
