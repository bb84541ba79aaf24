import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { decoratedProviders, doubles } from '#libs/platform';
import { DispatchOwner, type OwnsDispatches } from './dispatch-owner.js';

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
