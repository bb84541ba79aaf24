import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { type InputOf, changePassword, requestPasswordReset, resetPassword } from '#libs/contracts';
import { Config, Endpoint, Input, clientAddress } from '#libs/platform';
import { type Caller, CurrentCaller } from './agent-context.js';
import { ManagePasswords } from './manage-passwords.js';

@Controller()
export class PasswordsController {
  constructor(
    private readonly config: Config,
    private readonly passwords: ManagePasswords,
  ) {}

  @Endpoint(changePassword)
  async change(@Input() { body }: InputOf<typeof changePassword>, @CurrentCaller() caller: Caller): Promise<void> {
    await this.passwords.change(caller, body);
  }

  @Endpoint(requestPasswordReset)
  async requestReset(@Input() { body }: InputOf<typeof requestPasswordReset>, @Req() request: Request): Promise<void> {
    await this.passwords.requestReset(body.email, clientAddress(request, this.config.trustedProxies));
  }

  @Endpoint(resetPassword)
  async reset(@Input() { body }: InputOf<typeof resetPassword>, @Req() request: Request): Promise<void> {
    await this.passwords.reset(body, clientAddress(request, this.config.trustedProxies));
  }
}
