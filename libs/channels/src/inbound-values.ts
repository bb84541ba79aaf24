import type { TemplateNews } from './template-values.js';

/** A file of a message: its bytes, or a provider's handle to fetch them later. */
export interface InboundFile {
  name: string;
  contentType: string;
  inline?: boolean;
  /** What it is beside its media type. */
  role?: 'voice' | 'sticker' | 'animation';
  /** How long it plays, where the provider says so. */
  seconds?: number;
  /** Content-ID in the mail's markup. */
  contentId?: string;
  bytes?: Uint8Array;
  /** Handle for `fetchMedia`, instead of the bytes. */
  mediaRef?: string;
  /** The provider's id of the file, which an edit repeats when the file stays. */
  sourceId?: string;
}

/** An address of a person: one of the adapter's kinds of identity, and the address of that kind. */
export interface InboundAddress {
  kind: string;
  value: string;
}

/** A person's name and addresses, from a provider. */
export interface InboundSender {
  /** One of the adapter's kinds of identity, and the address of that kind. */
  kind: string;
  value: string;
  name?: string;
  /** Another address of the same person, which the provider vouches for. */
  alias?: InboundAddress;
  /** Whether the provider vouches for the address (a WhatsApp number) or it is only claimed (a mail's From). */
  verified: boolean;
  locale?: string;
}

/** An address in the header of a mail, and the name beside it. */
export interface MailAddress {
  address: string;
  name?: string;
}

/** What a mail server writes of a mail of ours that it did not deliver, in words and not as a delivery report. */
export interface InboundBounce {
  /** The Message-ID of the mail. */
  externalId: string;
  /** Addresses that it says to be out of reach; of these one must be the mail's own recipient. */
  recipients: string[];
  error: string;
}

export interface InboundMessage {
  kind: 'message';
  /** The provider's id of the message, by which redeliveries are dropped. At most 250 characters. */
  externalId: string;
  sender: InboundSender;
  text: string;
  subject?: string;
  quoted?: string;
  /** Sanitised markup. */
  html?: string;
  hasRemoteImages?: boolean;
  files: InboundFile[];
  /** The provider's time of the message; shown, but not used for sorting. */
  sentAt?: Date;
  locale?: string;
  flags: string[];
  /** For a mail: what decides which ticket it joins. */
  thread?: {
    replyTokens: string[];
    messageIds: string[];
    /** Message-IDs that it names and that are not of our form, the newest last. */
    otherIds?: string[];
    participants: string[];
    /** Its own Message-ID, which an answer names. */
    ownId?: string;
  };
  /** False when RFC 3834 or a similar convention forbids an automatic answer. */
  mayAutoReply: boolean;
  /** The message as received. */
  raw?: Uint8Array;
  /** Where answers are to go, when that is not the sender. */
  replyTo?: MailAddress;
  /** The address in its From, when that only passed it on and the sender is who is named as `replyTo`. */
  from?: string;
  /** The sender writes for others, as a shop's form or a no-reply address does: `replyTo` is who wrote. */
  relayed?: boolean;
  /** To and Cc of a mail; To only when it names others than the channel. */
  to?: MailAddress[];
  cc?: MailAddress[];
  bounce?: InboundBounce;
  /** What it refers to beside its own words. */
  about?: InboundReference;
  /** A place in which only the newest message stands, such as one person's reaction to one message. */
  slot?: string;
}

/** What a message refers to: the message that it answers, whom it was forwarded from, an advertisement, a product. */
export interface InboundReference {
  /** The message that it answers: by its id, and in words where it may be one that we do not have, or a part of it. */
  quoted?: { externalId?: string; text?: string; author?: string };
  forwarded?: { from?: string; often?: boolean };
  ad?: { title?: string; text?: string; url?: string };
  product?: { id: string; catalog?: string };
}

/** A message that was sent already: by a person of the shop in the provider's own app, by another app, or by us. */
export interface InboundEcho {
  kind: 'echo';
  externalId: string;
  recipient: InboundSender;
  text: string;
  files: InboundFile[];
  sentAt?: Date;
  flags: string[];
  about?: InboundReference;
  /** What the app that sent it had the provider return, in our form; ours only if we have sent such a message. */
  mark?: { messageId: string; attempt: number; isLast: boolean };
}

/** The provider says that a person gave up addresses, and which ones stand in their place. */
export interface InboundAddressChange {
  kind: 'address-change';
  externalId: string;
  /** Those that were given up, the surest first. */
  from: InboundAddress[];
  to: InboundAddress[];
  /** A kind of address that the person gave up with them, although the notice does not name it. */
  givesUpToo?: string;
  at?: Date;
}

/** A message of a slot was taken back, without its id. */
export interface InboundSlotCleared {
  kind: 'slot-cleared';
  slot: string;
  at?: Date;
}

/** What the provider says of the account behind the channel: shown on the channel until it is said to be over. */
export interface ChannelAlert {
  kind: 'alert';
  /** What it is about: a later alert with the same topic replaces an earlier one. */
  topic: string;
  /** `over` ends what was said about the topic before. */
  level: 'error' | 'warning' | 'info' | 'over';
  /** The provider's word for it. */
  event: string;
  detail?: string;
  at?: Date;
}

/** A provider's status of a message that we sent. */
export interface InboundStatus {
  kind: 'status';
  externalId: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  /** Our own id, when the provider returns it. Settles a send whose answer was lost. */
  correlationId?: string;
  /** The attempt that it belongs to, when the provider returns it with our id. */
  attempt?: number;
  recipient?: string;
  error?: string;
  at?: Date;
}

/** Everything that we sent to a person up to a moment has been delivered, or read. */
export interface InboundWatermark {
  kind: 'watermark';
  status: 'delivered' | 'read';
  recipient: InboundAddress;
  until: Date;
}

/** An edit or deletion by the author; may arrive before the message. */
export interface InboundEdit {
  kind: 'edit';
  externalId: string;
  text?: string;
  /** All files that the message has now; left out where an edit says nothing of files. */
  files?: InboundFile[];
  deleted?: boolean;
  /** When the author changed it: of two edits the later one holds. */
  at?: Date;
  /** The message is one of ours, sent in the provider's own app. */
  ours?: boolean;
}

/** A verified delivery that is not understood, to become a dead letter. */
export interface Unknown {
  kind: 'unknown';
  reason: string;
  /** The part that was not understood, as received; at most 8,000 characters. */
  part?: string;
}

export type Inbound =
  | InboundMessage
  | InboundEcho
  | InboundStatus
  | InboundWatermark
  | InboundEdit
  | InboundSlotCleared
  | InboundAddressChange
  | ChannelAlert
  | TemplateNews
  | Unknown;
