import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  type InputOf,
  type Me,
  acceptInvitation,
  checkLink,
  createSession,
  deleteCurrentSession,
  getCurrentSession,
  setUp,
  switchWorkspace,
  updatePreferences,
} from '#libs/contracts';
import { Config, Endpoint, Input, Problem, inWorkspace } from '#libs/platform';
import { CheckLink } from './account-tokens.js';
import { type AgentContext, type Caller, CurrentAgent, CurrentCaller } from './agent-context.js';
import { DescribeMe } from './describe-me.js';
import { FindCaller } from './find-caller.js';
import { KnownDevices } from './known-devices.js';
import { ManageSessions } from './manage-sessions.js';
import { clearSessionCookie, setSessionCookie } from './session.middleware.js';
import { SetUp } from './set-up.js';
import { SignIn } from './sign-in.js';

@Controller()
export class SessionsController {
  constructor(
    private readonly config: Config,
    private readonly signIn: SignIn,
    private readonly findCaller: FindCaller,
    private readonly describeMe: DescribeMe,
    private readonly sessions: ManageSessions,
    private readonly firstWorkspace: SetUp,
    private readonly links: CheckLink,
    private readonly devices: KnownDevices,
  ) {}

  @Endpoint(createSession)
  async create(
    @Input() { body }: InputOf<typeof createSession>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const origin = this.devices.originOf(request, body.email);
    return this.welcome(await this.signIn.with(body, origin), request, response);
  }

  @Endpoint(getCurrentSession)
  current(@CurrentAgent() agent: AgentContext): Promise<Me> {
    return this.describeMe.of(agent);
  }

  @Endpoint(switchWorkspace)
  async switchWorkspace(
    @Input() { body }: InputOf<typeof switchWorkspace>,
    @CurrentCaller() caller: Caller,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.welcome(await this.sessions.moveTo(caller, body.workspaceId), request, response);
  }

  @Endpoint(deleteCurrentSession)
  async signOut(@CurrentCaller() caller: Caller, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.end(caller);
    clearSessionCookie(response);
  }

  @Endpoint(updatePreferences)
  async updatePreferences(
    @Input() { body }: InputOf<typeof updatePreferences>,
    @CurrentAgent() agent: AgentContext,
  ): Promise<Me> {
    await this.sessions.keepPreferences(agent, body);
    return this.describeMe.of(agent);
  }

  @Endpoint(acceptInvitation)
  async acceptInvitation(
    @Input() { body }: InputOf<typeof acceptInvitation>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.welcome(await this.sessions.join(body, this.devices.peerOf(request)), request, response);
  }

  @Endpoint(setUp)
  async setUp(
    @Input() { body }: InputOf<typeof setUp>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.welcome(await this.firstWorkspace.with(body, this.devices.peerOf(request)), request, response);
  }

  @Endpoint(checkLink)
  async checkLink(@Input() { body }: InputOf<typeof checkLink>, @Req() request: Request): Promise<void> {
    await this.links.refuseUseless(body, this.devices.peerOf(request));
  }

  private async welcome(token: string, request: Request, response: Response) {
    const found = await this.findCaller.byToken(token);
    if (!found) throw new Problem('not-signed-in');
    setSessionCookie(response, token, this.config.publicUrl);
    this.devices.remember(request, response, found.agent.email);
    const me = await inWorkspace(found.agent.workspaceId, () => this.describeMe.of(found.agent));
    return { ...me, token };
  }
}
