import { DiscoveryService } from '@nestjs/core';
import type { OutboundMessage, ReadyChannel } from '#libs/channels';
import type { DeliveryStatus } from '#libs/contracts';
import type { Tx } from '#libs/platform';

export type DispatchStatus = DeliveryStatus | 'cancelled';

/** Something that is sent once to one recipient: a message, a mail of unread answers, a notice. */
export interface Dispatch {
  /** Ours, which a provider may hand back, and from which a mail's Message-ID is made. */
  id: string;
  /** Kind of its owner. */
  owner: string;
  /** What the owner knows it by. */
  ownerId: string;
  ticketId: string | null;
  /** Dispatches of a lane leave one after another. */
  lane: string;
  channelId: string | null;
  recipientKind: string | null;
  recipientValue: string | null;
  status: DispatchStatus;
  /** Raised only when a person chooses to send again. */
  attempt: number;
  /** Tries of the running attempt. */
  tries: number;
  partsSent: number;
  mailId: string | null;
}

/** What an adapter needs to send; the sender adds the ids, the attempt and the parts that have left. */
export interface Parcel extends Omit<OutboundMessage, 'id' | 'attempt' | 'partsSent' | 'thread'> {
  channel: ReadyChannel;
  thread: Omit<OutboundMessage['thread'], 'messageId'>;
}

/** What an owner says of a dispatch whose turn has come. */
export type Composed =
  | { next: 'send'; parcel: Parcel }
  /** Not now. Counts as no try; `null` waits until `wakeLanes`. */
  | { next: 'wait'; until: Date | null; why: string }
  /** Nothing is to be sent any more. */
  | { next: 'cancel'; why: string }
  | { next: 'fail'; why: string }
  /** Its channel has no provider: to store is to send. */
  | { next: 'sent' };

/** What has become of a dispatch, with where it was before. */
export interface Settled {
  from: DispatchStatus;
  /** `queued` after a try that is to be repeated; never `sending`. */
  to: DispatchStatus;
  error: string | null;
}

/** A dispatch of an earlier version that has no row yet. */
export interface PastDispatch extends Pick<Dispatch, 'id' | 'ownerId' | 'ticketId' | 'channelId' | 'mailId'> {
  status: DispatchStatus;
  externalId: string | null;
}

/** What a provider calls something that we sent. */
export interface ProviderIds {
  channelId: string;
  externalId: string;
  /** Our own id, when the provider handed it back. */
  correlationId?: string;
}

/**
 * Owns the dispatches of one kind: composes what is sent and writes down what became of it. Marked with `@DispatchOwner`,
 * it is found wherever its module is loaded: by the worker, which sends, and by the api, which takes providers' statuses.
 */
export interface OwnsDispatches {
  /** Composes outside of a transaction; what it throws is tried again and ends as a dead job, the dispatch stays queued. */
  compose(dispatch: Dispatch): Promise<Composed>;
  /** Locks what `onSettled` changes, by a deferred statement, before the dispatch's own row: tickets come first everywhere. */
  lock?(tx: Tx, dispatch: Pick<Dispatch, 'ownerId' | 'ticketId'>): void;
  /** Writes down what has become of it, in the transaction that settles it. */
  onSettled(tx: Tx, dispatch: Dispatch, settled: Settled): Promise<void>;
  /** Finds what an earlier version sent. To be dropped after one release. */
  recall?(tx: Tx, ids: ProviderIds): Promise<PastDispatch | null>;
}

/** Marks the owner of a kind of dispatch. `bulk` ones give way to all others where workers are busy. */
export const DispatchOwner = DiscoveryService.createDecorator<{ kind: string; bulk?: boolean }>();
