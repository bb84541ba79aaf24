import { randomBytes, randomInt } from 'node:crypto';
import { type ChangeValue, messageFrom, textFrom } from '../../../apps/playground/server/graph-api/index.js';
import type { WhatsappChannel } from '../whatsapp-channel.js';

/** Who writes by WhatsApp. */
export class TestCustomer {
  /** Is in the first message and nowhere else: a search for it finds this customer's tickets. */
  readonly word = `parcel${randomBytes(5).toString('hex')}`;
  readonly name = `Mia ${randomBytes(4).toString('hex')}`;
  /** In digits, country code first. */
  readonly phone = `49151${randomInt(10_000_000, 99_999_999)}`;
  private last = '';

  constructor(private readonly whatsapp: WhatsappChannel) {}

  writes = (text: string): Promise<void> => this.delivers(textFrom(this, text));

  /** Sends what is no text: a picture, a voice message. */
  sends = (content: Record<string, unknown>): Promise<void> => this.delivers(messageFrom(this, content));

  /** Puts a thumb on what an agent wrote. */
  reacts = (): Promise<void> =>
    this.delivers(messageFrom(this, { type: 'reaction', reaction: { message_id: 'wamid.any', emoji: '👍' } }), false);

  /** Corrects the last message. */
  edits = (text: string): Promise<void> =>
    this.delivers(
      messageFrom(this, {
        type: 'edit',
        edit: { original_message_id: this.last, message: { type: 'text', text: { body: text } } },
      }),
      false,
    );

  /** Deletes the last message. */
  takesBack = (): Promise<void> =>
    this.delivers(messageFrom(this, { type: 'revoke', revoke: { original_message_id: this.last } }), false);

  private async delivers(change: ChangeValue, isMessage = true): Promise<void> {
    const status = await this.whatsapp.graph.deliver(change);
    if (status !== 200) throw new Error(`The webhook was answered with ${status}`);
    if (isMessage) this.last = (change.messages as { id: string }[])[0]!.id;
  }
}
