import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { OutboundMessage, ReadyChannel } from '#libs/channels';
import type { DeliveryStatus } from '#libs/contracts';
import { type Tx, decoratedProviders, doubles } from '#libs/platform';

export type DispatchStatus = DeliveryStatus | 'cancelled';

/** Something to be sent once to one recipient: a message, a mail of unread answers, a notice. */
export interface Dispatch {
  /** Our id. A provider may return it, and a mail's Message-ID is made from it. */
  id: string;
  /** Kind of its owner. */
  owner: string;
  /** Id of the owner's row. */
  ownerId: string;
  ticketId: string | null;
  /** Dispatches of a lane are sent one after another. */
  lane: string;
  channelId: string | null;
  recipientKind: string | null;
  recipientValue: string | null;
  status: DispatchStatus;
  /** Incremented only when a person sends it again. */
  attempt: number;
  /** Tries of the current attempt. */
  tries: number;
  partsSent: number;
  mailId: string | null;
}

/** What an adapter needs to send, apart from the ids, the attempt and the sent parts, which SendDispatch adds. */
export interface Parcel extends Omit<OutboundMessage, 'id' | 'attempt' | 'partsSent' | 'thread'> {
  channel: ReadyChannel;
  thread: Omit<OutboundMessage['thread'], 'messageId'>;
}

/** An owner's decision on a due dispatch. */
export type Composed =
  | { next: 'send'; parcel: Parcel }
  /** Not now; does not count as a try. `null` waits until `wakeLanes`. */
  | { next: 'wait'; until: Date | null; why: string }
  /** It need not be sent any more. */
  | { next: 'cancel'; why: string }
  | { next: 'fail'; why: string }
  /** Its channel has no provider: a stored message is a sent one. */
  | { next: 'sent' };

/** A dispatch's change of status. */
export interface Settled {
  from: DispatchStatus;
  /** `queued` when it will be retried; never `sending`. */
  to: DispatchStatus;
  error: string | null;
}

/** A dispatch of an earlier version that has no row yet. */
export interface PastDispatch extends Pick<Dispatch, 'id' | 'ownerId' | 'ticketId' | 'channelId' | 'mailId'> {
  status: DispatchStatus;
  externalId: string | null;
}

/** The ids by which a provider names a dispatch. */
export interface ProviderIds {
  channelId: string;
  externalId: string;
  /** Our own id, when the provider returned it. */
  correlationId?: string;
}

/**
 * Owns the dispatches of one kind: composes them and records their result. Mark it with `@DispatchOwner` and load its
 * module in the worker, which sends, and in the api, which receives providers' statuses.
 */
export interface OwnsDispatches {
  /**
   * Composes, outside of a transaction. When it throws, the job is retried and may become a dead letter; the dispatch
   * stays queued.
   */
  compose(dispatch: Dispatch): Promise<Composed>;
  /**
   * Locks the rows that `onSettled` changes, by a deferred statement. Tickets are locked before dispatches everywhere,
   * to avoid deadlocks.
   */
  lock?(tx: Tx, dispatch: Pick<Dispatch, 'ownerId' | 'ticketId'>): void;
  /** Records the change, in the transaction that settles the dispatch. */
  onSettled(tx: Tx, dispatch: Dispatch, settled: Settled): Promise<void>;
  /** Finds a dispatch that an earlier version sent. Remove it after one release. */
  recall?(tx: Tx, ids: ProviderIds): Promise<PastDispatch | null>;
}

/** Marks the owner of a kind of dispatch. Busy workers send `bulk` ones after all others. */
export const DispatchOwner = DiscoveryService.createDecorator<{ kind: string; bulk?: boolean }>();

/** The owners of this process, by kind. */
@Injectable()
export class DispatchOwners implements OnApplicationBootstrap {
  private readonly owners = new Map<string, OwnsDispatches>();
  private readonly bulk = new Set<string>();

  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    const found = decoratedProviders<{ kind: string; bulk?: boolean }, OwnsDispatches>(this.discovery, DispatchOwner);
    const [double] = doubles(found.map(({ options }) => options.kind));
    if (double) throw new Error(`Two owners of dispatches are called ${double}`);
    for (const { options, provider } of found) {
      this.owners.set(options.kind, provider);
      if (options.bulk) this.bulk.add(options.kind);
    }
  }

  of(kind: string): OwnsDispatches | null {
    return this.owners.get(kind) ?? null;
  }

  /** Whether dispatches of this kind are sent after all others. */
  isBulk(kind: string): boolean {
    return this.bulk.has(kind);
  }

  all(): [kind: string, owner: OwnsDispatches][] {
    return [...this.owners];
  }
}
