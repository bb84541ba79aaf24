import { Injectable } from '@nestjs/common';
import { FindChannel, type ReadyChannel, ConcurrencyLimit } from '#libs/channels';
import { Database, type DueIn, Every, Log, Sweeps, SystemDatabase, isUnavailable, rows } from '#libs/platform';
import { AuthenticateMessage, type DoubtfulMail } from './authenticate-message.js';
import { claimChecks, endChecks, workspacesWithChecks } from './mail-checks.queries.js';

const mostRounds = 50;
const maxAttempts = 6;
/** Look-ups that wait for name servers at the same time. */
const mostAtOnce = 4;

type ClaimedMail = DoubtfulMail & { attempts: number };

/**
 * Checks the senders of mails. Runs many look-ups at a time: each is short, and mail comes in floods. Each look-up is a
 * row that was stored with its mail, so no queue can lose it.
 */
@Injectable()
export class CheckSenders {
  private readonly limit = new ConcurrencyLimit(mostAtOnce);

  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
    private readonly channels: FindChannel,
    private readonly authenticate: AuthenticateMessage,
    private readonly sweeps: Sweeps,
    private readonly log: Log,
  ) {}

  /**
   * Works off what is due. Workspaces that become due meanwhile join the next round, so a flood in one of them does not
   * delay the others.
   */
  @Every('check-senders', 1_000)
  async run(signal: AbortSignal): Promise<void> {
    for (let round = 0; round < mostRounds && !signal.aborted; round++) {
      const due = await this.system.query<DueIn & Record<string, unknown>>(workspacesWithChecks);
      if (due.length === 0) return;
      await this.sweeps.inTurns(due, () => this.check(), { name: 'check-senders', isOver: () => signal.aborted });
    }
  }

  /** Checks one batch. Returns false: the workspace's next batch belongs to the next round. */
  private async check(): Promise<false> {
    const mails = await rows<ClaimedMail>(this.database, claimChecks);
    const channels = await this.channelsOf(mails);
    const ended = await Promise.all(
      mails.map((mail) => this.limit.run(() => this.checkOne(mail, channels.get(mail.channelId) ?? null))),
    );
    const known = ended.filter((id) => id !== null);
    if (known.length) await this.database.query(endChecks, [known]);
    return false;
  }

  private async channelsOf(mails: ClaimedMail[]): Promise<Map<string, ReadyChannel | null>> {
    const ids = [...new Set(mails.map(({ channelId }) => channelId))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await this.channels.byId(id)] as const)));
  }

  /** Returns the id of a mail whose check is finished. */
  private async checkOne(mail: ClaimedMail, channel: ReadyChannel | null): Promise<string | null> {
    try {
      await this.authenticate.authenticate(mail, channel);
      return mail.id;
    } catch (error) {
      // Retry a raw mail that cannot be read now; give up on a name server that never answers.
      if (mail.attempts < maxAttempts || isUnavailable(error)) return null;
      this.log.warn('the sender of a mail could not be looked up', {
        messageId: mail.id,
        reason: (error as Error).message.slice(0, 200),
      });
      return mail.id;
    }
  }
}
