import type { ChannelContext } from '../../define-channel.js';
import { openTransport } from './outbound/open-transport.js';
import { outcomeOf } from './outbound/outcome-of.js';
import type { EmailSettings } from './settings.js';

/** Signs in to the server for outgoing mail and leaves again. */
export async function checkServer({ settings, tools }: ChannelContext<EmailSettings>): Promise<{ ok: boolean; message: string }> {
  try {
    const transport = await openTransport(settings, tools.mail);
    try {
      await transport.verify();
      return { ok: true, message: '' };
    } finally {
      transport.close();
    }
  } catch (error) {
    const outcome = outcomeOf(error);
    return { ok: false, message: 'reason' in outcome ? outcome.reason : '' };
  }
}
