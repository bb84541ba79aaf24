import type { ReadyChannel } from '#libs/channels';

/** The visitor of a widget, as of this request. */
export interface Visitor {
  sessionId: string;
  workspaceId: string;
  channel: ReadyChannel;
  /** This browser's own random id: owns its uploads. */
  visitorId: string;
  /** The address that messages are sent from. */
  address: string;
  /** Every address whose tickets this session may see: this browser's, and the person's once it is proven. */
  addresses: string[];
  verified: boolean;
  name: string | null;
  email: string | null;
  locale: string | null;
  expiresAt: Date;
  /** Of the page where the session began; null in one from before this was stored, until its next use. */
  origin: string | null;
  /** Set in a session that the link of a mail has opened: then it reaches this and nothing else. */
  answers: Answers | null;
}

/** What was mailed to an address about a ticket, and the channel that it was mailed from. */
export interface Answers {
  /** Hash of the link's token. */
  hash: Buffer;
  ticketId: string;
  channelId: string;
  address: string;
}

export interface VisitorSessionRow {
  id: string;
  channelId: string;
  visitorId: string;
  subject: string | null;
  name: string | null;
  email: string | null;
  locale: string | null;
  expiresAt: Date;
  answerHash: Buffer | null;
  origin: string | null;
}

/** Makes the visitor of a session and its channel. */
export function visitorOf(row: VisitorSessionRow, channel: ReadyChannel, answers: Answers | null = null): Visitor {
  const { id, visitorId, subject, name, email, locale, expiresAt, origin } = row;
  return {
    sessionId: id,
    workspaceId: channel.workspaceId,
    channel,
    visitorId,
    name,
    email,
    locale,
    expiresAt,
    origin,
    address: subject ?? visitorId,
    addresses: subject ? [subject, visitorId] : [visitorId],
    verified: subject !== null,
    answers,
  };
}
