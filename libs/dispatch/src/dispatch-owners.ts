import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DispatchOwner, type OwnsDispatches } from './dispatch-owner.js';

/** The owners of this process, by kind. */
@Injectable()
export class DispatchOwners implements OnApplicationBootstrap {
  private readonly owners = new Map<string, OwnsDispatches>();
  private readonly bulk = new Set<string>();

  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    for (const wrapper of this.discovery.getProviders({ metadataKey: DispatchOwner.KEY })) {
      const { kind, bulk } = this.discovery.getMetadataByDecorator(DispatchOwner, wrapper)!;
      if (this.owners.has(kind)) throw new Error(`Two owners of dispatches are called ${kind}`);
      this.owners.set(kind, wrapper.instance as OwnsDispatches);
      if (bulk) this.bulk.add(kind);
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
