import { Injectable } from '@nestjs/common';
import { roomOfWorkspace } from '#libs/identity';
import { Realtime, type Tx, afterCommit, requireWorkspaceId } from '#libs/platform';

/** Sends hints that a channel has changed to the screens of all agents. */
@Injectable()
export class ChannelHints {
  constructor(private readonly realtime: Realtime) {}

  /** After the commit, where a transaction changes it. */
  changed(channelId: string, tx?: Tx): void {
    const room = roomOfWorkspace(requireWorkspaceId());
    const emit = () => this.realtime.emit('/agent', [room], 'channel:changed', { channelId });
    if (tx) afterCommit(tx, emit);
    else emit();
  }
}
