import { Controller, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type TroubleKind, countTrouble } from '#libs/contracts';
import { Endpoint, decoratedProviders } from '#libs/platform';

/** Counts what went wrong of one kind, in the workspace in context. */
export interface CountsTrouble {
  /** At most 1,000, so that the count is cheap however much there is. */
  countTrouble(): Promise<number>;
}

/** Marks a provider of an api module that counts one kind of trouble. */
export const CountsTrouble = DiscoveryService.createDecorator<{ kind: TroubleKind }>();

/** Counts what went wrong, for the admins' rail. Each lib counts what it owns. */
@Injectable()
export class CountTrouble implements OnApplicationBootstrap {
  private counters: { kind: TroubleKind; provider: CountsTrouble }[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    this.counters = decoratedProviders<{ kind: TroubleKind }, CountsTrouble>(this.discovery, CountsTrouble).map(
      ({ options, provider }) => ({ kind: options.kind, provider }),
    );
  }

  async all(): Promise<{ kind: TroubleKind; count: number }[]> {
    return Promise.all(
      this.counters.map(async ({ kind, provider }) => ({ kind, count: await provider.countTrouble() })),
    );
  }
}

@Controller()
export class TroubleController {
  constructor(private readonly trouble: CountTrouble) {}

  @Endpoint(countTrouble)
  async counts() {
    return { items: await this.trouble.all() };
  }
}
