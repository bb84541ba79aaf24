import { Injectable } from '@nestjs/common';
import { FindChannel, type ReadyChannel, readReplyAddress } from '#libs/channels';

/** Finds the channel of a mail address: the channel's own address, with a reply token or any other tag after a plus. */
@Injectable()
export class FindRecipient {
  constructor(private readonly channels: FindChannel) {}

  async find(recipient: string): Promise<ReadyChannel | null> {
    const { address } = readReplyAddress(recipient);
    const channel = (await this.channels.routeAddress(address)) ?? (await this.untagged(address));
    return channel?.active && channel.adapter.receive === 'mail' ? channel : null;
  }

  private untagged(address: string): Promise<ReadyChannel | null> | null {
    const plain = address.replace(/\+[^@]*@/, '@');
    return plain === address ? null : this.channels.routeAddress(plain);
  }
}
