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
}

/** Makes the visitor of a session and its channel. */
export function visitorOf(row: VisitorSessionRow, channel: ReadyChannel): Visitor {
  const { id, visitorId, subject, name, email, locale, expiresAt } = row;
  return {
    sessionId: id,
    workspaceId: channel.workspaceId,
    channel,
    visitorId,
    name,
    email,
    locale,
    expiresAt,
    address: subject ?? visitorId,
    addresses: subject ? [subject, visitorId] : [visitorId],
    verified: subject !== null,
  };
}
