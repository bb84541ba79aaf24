import type { OutboundTemplate } from './template-values.js';

export interface OutboundFile {
  name: string;
  contentType: string;
  bytes: Buffer;
  /** A public address of the file, for providers that fetch it themselves; good for ten minutes at least. */
  link(): string;
}

export interface OutboundMessage {
  /** Our id of the message. */
  id: string;
  /** Number of this attempt to send, from 1. */
  attempt: number;
  recipient: { kind: string; value: string; name?: string };
  text: string;
  subject: string;
  files: OutboundFile[];
  /** What is sent instead of text and files, of which the text is what its reader sees. */
  template?: OutboundTemplate;
  /**
   * Parts that earlier tries have sent: a message with files may be several at the provider, and a retry continues
   * after these.
   */
  partsSent: number;
  authorName: string | null;
  automatic: boolean;
  /** The channel's window is over, and a person answers by the right to do so later. */
  isAfterWindow?: boolean;
  /** The thread's Message-IDs, oldest first, and the token that a reply's address contains. */
  thread: { messageId: string; inReplyTo?: string; references: string[]; replyToken: string };
  locale: string | null;
}

/**
 * The result of a send. Return `unknown` whenever the provider may have the message: then it is not retried. `denied`:
 * the provider does not take the channel's credentials, so that nothing else can be sent either. `partIds`: the
 * provider's ids of the parts that this try has sent, of a message that was sent whole those before its last part.
 */
export type SendResult = { partIds?: string[] } & (
  | { outcome: 'sent'; externalId: string }
  | { outcome: 'unknown'; reason: string; partsSent?: number }
  | { outcome: 'retry'; reason: string; partsSent?: number; afterSeconds?: number; denied?: boolean }
  | { outcome: 'failed'; reason: string; partsSent?: number; denied?: boolean }
);
