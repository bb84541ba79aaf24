import { type MiddlewareConsumer, Module, type NestModule, type OnApplicationBootstrap } from '@nestjs/common';
import { json } from 'express';
import { ChannelsApiModule } from '#libs/channels';
import { DemoWiring } from './demo-wiring.js';
import { Mailbox } from './mailbox.js';
import { PlaygroundPageController } from './page.controller.js';
import { Phone } from './phone/index.js';
import { PlaygroundController } from './playground.controller.js';
import { PlaygroundFiles } from './playground-files.js';
import { PlaygroundMemory } from './playground-memory.js';
import { refuseOtherSites } from './refuse-other-sites.js';
import { Shop } from './shop.js';

/**
 * A demo's shop, mailbox and phone. They speak to the product as the world does: by SMTP, signed webhooks and a
 * provider's API.
 */
@Module({
  imports: [ChannelsApiModule],
  controllers: [PlaygroundController, PlaygroundPageController],
  providers: [PlaygroundMemory, DemoWiring, Mailbox, Phone, Shop, PlaygroundFiles],
})
export class PlaygroundModule implements NestModule, OnApplicationBootstrap {
  constructor(private readonly wiring: DemoWiring) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(refuseOtherSites, json({ limit: '64kb', strict: true })).forRoutes('playground/api/{*path}');
  }

  /** The channels must lead here from the start, whether somebody opens the page or not. */
  async onApplicationBootstrap(): Promise<void> {
    await this.wiring.look();
  }
}
