import { createHash } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import {
  AdapterContexts,
  FindChannel,
  type ListedChannel,
  type ReadyChannel,
  adapters,
  describeMailboxError,
  listChannels,
  noteChannelWorks,
  showChannelError,
} from '#libs/channels';
import { Database, Every, Log, SystemDatabase, inWorkspace } from '#libs/platform';
import { MailboxLease } from './mailbox-lease.js';
import { TakeMail } from './take-mail.js';
import { watchMailbox } from './watch-mailbox.js';

interface Watch {
  version: string;
  stop: AbortController;
  /** Null between tries. */
  running: Promise<void> | null;
}

const kinds = adapters.filter((adapter) => adapter.receive === 'mail').map((adapter) => adapter.type);

/** Reads the mailboxes of channels that have one, each by one worker at a time. */
@Injectable()
export class ImapPoller implements BeforeApplicationShutdown {
  private readonly watches = new Map<string, Watch>();

  constructor(
    private readonly system: SystemDatabase,
    private readonly database: Database,
    private readonly channels: FindChannel,
    private readonly contexts: AdapterContexts,
    private readonly mail: TakeMail,
    private readonly log: Log,
  ) {}

  /** Starts readers for mailboxes without one, and stops them when settings changed or the channel was removed. */
  @Every('read-mailboxes', 5_000)
  async look(): Promise<void> {
    const found = await listChannels(this.system, kinds);
    const wanted = new Map(found.map((channel) => [channel.channelId, channel]));
    for (const [channelId, watch] of this.watches) {
      if (wanted.get(channelId)?.version === watch.version) continue;
      watch.stop.abort();
      this.watches.delete(channelId);
    }
    for (const channel of found) this.begin(channel);
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const watch of this.watches.values()) watch.stop.abort();
    await Promise.allSettled([...this.watches.values()].map((watch) => watch.running));
    this.watches.clear();
  }

  private begin(channel: ListedChannel): void {
    const watch = this.watches.get(channel.channelId) ?? {
      version: channel.version,
      stop: new AbortController(),
      running: null,
    };
    this.watches.set(channel.channelId, watch);
    if (watch.running || watch.stop.signal.aborted) return;
    watch.running = inWorkspace(channel.workspaceId, () => this.readUnderLease(channel.channelId, watch.stop.signal))
      .catch((error: unknown) => this.log.error('a mailbox could not be read', error, { channelId: channel.channelId }))
      .finally(() => (watch.running = null));
  }

  private async readUnderLease(channelId: string, stop: AbortSignal): Promise<void> {
    const channel = await this.channels.byId(channelId);
    const mailbox = channel?.adapter.mail?.(channel.settings).mailbox;
    if (!channel || !mailbox) return;
    const source = createHash('sha256')
      .update(JSON.stringify([mailbox.host, mailbox.port, mailbox.user, mailbox.name]))
      .digest('base64url');
    const lease = await MailboxLease.take(this.database, channelId, source);
    if (!lease) return;
    const over = new AbortController();
    const end = () => over.abort();
    stop.addEventListener('abort', end);
    void lease.keep(over.signal).finally(end);
    const failed = await this.read(channel, lease, over.signal);
    stop.removeEventListener('abort', end);
    end();
    await lease.release(failed);
  }

  /** Whether the reader ended with an error. */
  private async read(channel: ReadyChannel, lease: MailboxLease, signal: AbortSignal): Promise<boolean> {
    const mailbox = channel.adapter.mail!(channel.settings).mailbox!;
    try {
      const address = await this.contexts.of(channel).tools.mail.resolve(mailbox.host, mailbox.port);
      const take = (raw: Buffer, options: { truncated: boolean }) => this.mail.take(channel, raw, options);
      const onOpen = async () => {
        await showChannelError(this.database, channel.id, null);
        await noteChannelWorks(this.database, channel, { receiving: true });
      };
      await watchMailbox(
        mailbox,
        address,
        { cursor: lease.cursor, since: lease.since, take, save: (cursor) => lease.save(cursor), signal },
        onOpen,
      );
      return false;
    } catch (error) {
      if (signal.aborted) return false;
      this.log.warn('a mailbox cannot be read', { channelId: channel.id, reason: describeMailboxError(error) });
      await showChannelError(this.database, channel.id, describeMailboxError(error));
      return true;
    }
  }
}
