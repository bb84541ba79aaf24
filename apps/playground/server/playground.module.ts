import { type MiddlewareConsumer, Module, type NestModule, type OnApplicationBootstrap } from '@nestjs/common';
import { json, type NextFunction, type Request, type Response } from 'express';
import { ChannelsApiModule } from '#libs/channels';
import { Problem } from '#libs/platform';
import { DemoWiring } from './demo-wiring.js';
import { Mailbox } from './mailbox.js';
import { PlaygroundPageController } from './page.controller.js';
import { Phone } from './phone/phone.js';
import { PlaygroundController } from './playground.controller.js';
import { PlaygroundFiles } from './playground-files.js';
import { PlaygroundMemory } from './playground-memory.js';
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

  /** The channels must lead here from the start, whether the page is opened or not. */
  async onApplicationBootstrap(): Promise<void> {
    await this.wiring.look();
  }
}

/** Any page in the same browser could post here; only the playground's own may. */
function refuseOtherSites(request: Request, _response: Response, next: NextFunction): void {
  const { origin, host } = request.headers;
  const isOwn = !origin || origin === `http://${host}` || origin === `https://${host}`;
  next(request.method === 'GET' || isOwn ? undefined : new Problem('forbidden'));
}
