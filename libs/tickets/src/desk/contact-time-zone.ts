import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { zoneOfPhone } from '#libs/contacts';
import type { Contact } from '#libs/contracts';
import { decoratedProviders } from '#libs/platform';

/** Knows the time zone of contacts from something that it has of them. */
export interface KnowsTimeZone {
  /** An IANA zone, or null. */
  timeZoneOf(contactId: string): Promise<string | null>;
}

/** Marks a provider of an api module that knows time zones; what a contact's own device said has the lowest rank. */
export const KnowsTimeZone = DiscoveryService.createDecorator<{ rank: number }>();

/**
 * Learns a contact's time zone, which agents see: from their browser, else their phone's country, else their orders.
 */
@Injectable()
export class ContactTimeZone implements OnApplicationBootstrap {
  private sources: { rank: number; provider: KnowsTimeZone }[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    this.sources = decoratedProviders<{ rank: number }, KnowsTimeZone>(this.discovery, KnowsTimeZone)
      .map(({ options, provider }) => ({ rank: options.rank, provider }))
      .sort((a, b) => a.rank - b.rank);
  }

  /** Null when nothing says it: then no time is shown. */
  async of(contact: Contact): Promise<string | null> {
    if (contact.timeZone) return contact.timeZone;
    const known = await this.ask(contact, (rank) => rank < phoneRank);
    return known ?? ofPhone(contact) ?? this.ask(contact, (rank) => rank > phoneRank);
  }

  private async ask({ id }: Contact, isMeant: (rank: number) => boolean): Promise<string | null> {
    for (const { provider } of this.sources.filter(({ rank }) => isMeant(rank))) {
      const zone = await provider.timeZoneOf(id);
      if (zone) return zone;
    }
    return null;
  }
}

/** A phone's country is more certain than where an order went, and less than what a browser says. */
const phoneRank = 20;

/** Only of a number that is proven to be theirs. */
function ofPhone({ identities }: Contact): string | null {
  const zones = identities
    .filter(({ kind, verified }) => kind === 'phone' && verified)
    .map(({ value }) => zoneOfPhone(value));
  return zones.find((zone) => zone !== null) ?? null;
}
