import { Controller } from '@nestjs/common';
import { type InstallationNotes, getInstallation, getInstallationNotes } from '#libs/contracts';
import { Endpoint, UndeclaredProxy } from '#libs/platform';
import { CreateWorkspace } from './create-workspace.js';

@Controller()
export class InstallationController {
  /** Once there is a workspace there always is one, so that a stranger's calls cost nothing more. */
  private isSetUp = false;

  constructor(
    private readonly proxies: UndeclaredProxy,
    private readonly workspaces: CreateWorkspace,
  ) {}

  @Endpoint(getInstallation)
  async installation() {
    this.isSetUp ||= !(await this.workspaces.isFresh());
    return { isFresh: !this.isSetUp };
  }

  @Endpoint(getInstallationNotes)
  notes(): InstallationNotes {
    const { first } = this.proxies;
    return {
      undeclaredProxy: first && { peer: first.peer, since: first.since.toISOString(), setting: 'TRUSTED_PROXIES' },
    };
  }
}
