import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Shopper } from '#libs/demo';
import type { AppName } from '../../shared/playground-state.js';
import { DemoWiring, type Wired } from '../demo-wiring.js';
import { PlaygroundMemory } from '../playground-memory.js';
import type { PhoneApp } from './phone-app.js';
import { PageApp } from './page-app.js';
import { TelegramApp } from './telegram-app.js';
import { WhatsappApp } from './whatsapp-app.js';

/** The phone of all shoppers, with the apps on it. */
@Injectable()
export class Phone implements OnApplicationShutdown {
  private readonly apps: Record<AppName, PhoneApp>;

  constructor(memory: PlaygroundMemory, wiring: DemoWiring) {
    this.apps = {
      whatsapp: new WhatsappApp(memory, wiring),
      messenger: new PageApp(memory, wiring, 'messenger'),
      instagram: new PageApp(memory, wiring, 'instagram'),
      telegram: new TelegramApp(memory, wiring),
    };
  }

  handle(app: AppName, request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.apps[app].handle(request, response);
  }

  write(wired: Wired, app: AppName, shopper: Shopper, text: string): Promise<void> {
    return this.apps[app].write(wired, shopper, text);
  }

  picture(id: string): { contentType: string; bytes: Buffer } | undefined {
    return Object.values(this.apps)
      .map((app) => app.picture(id))
      .find(Boolean);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.apps).map((app) => app.close()));
  }
}
