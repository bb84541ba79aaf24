import { type BeforeApplicationShutdown, Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { readShoppers } from '#libs/demo';
import { Open, Problem } from '#libs/platform';
import type { OrderStep, PlaygroundState } from '../shared/playground-state.js';
import { DemoWiring, type Wired } from './demo-wiring.js';
import { Mailbox } from './mailbox.js';
import { appNames, findShopper, readRequest, requests } from './page-requests.js';
import { Phone } from './phone/phone.js';
import { PlaygroundMemory } from './playground-memory.js';
import { Shop } from './shop.js';

const pingMs = 20_000;

/** What the playground's page asks for. It serves only a demo, whose passwords are public anyway. */
@Open('only in a demo')
@Controller('playground/api')
export class PlaygroundController implements BeforeApplicationShutdown {
  private readonly streams = new Set<Response>();

  constructor(
    private readonly memory: PlaygroundMemory,
    private readonly wiring: DemoWiring,
    private readonly mailbox: Mailbox,
    private readonly phone: Phone,
    private readonly shop: Shop,
  ) {}

  @Get('state')
  async state(): Promise<PlaygroundState> {
    const wired = await this.wired();
    const { mails, texts, orders } = this.memory;
    return {
      shoppers: readShoppers(),
      addresses: wired.mail,
      channelId: wired.widget.id,
      apps: appNames.filter((name) => wired[name]),
      mails,
      texts,
      orders,
    };
  }

  /** Notifies the page that there is something new to fetch. */
  @Get('events')
  events(@Res() response: Response): void {
    response
      .writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .write('data: hello\n\n');
    const stop = this.memory.onChange(() => void response.write('data: changed\n\n'));
    const ping = setInterval(() => void response.write(': still here\n\n'), pingMs).unref();
    this.streams.add(response);
    response.once('close', () => {
      this.streams.delete(response);
      stop();
      clearInterval(ping);
    });
  }

  @Post('mails')
  @HttpCode(201)
  async mail(@Body() body: unknown) {
    const { shopper, ...mail } = readRequest(requests.mail, body);
    await this.wired();
    return this.mailbox.send(findShopper(shopper), mail);
  }

  @Post('texts')
  @HttpCode(204)
  async text(@Body() body: unknown): Promise<void> {
    const { shopper, app, text } = readRequest(requests.text, body);
    await this.phone.write(await this.wired(), app, findShopper(shopper), text);
  }

  @Post('orders')
  @HttpCode(201)
  async order(@Body() body: unknown) {
    const { shopper, ...item } = readRequest(requests.order, body);
    return this.shop.place(await this.wired(), findShopper(shopper), { ...item, quantity: 1 });
  }

  @Post('orders/:externalId/:step')
  @HttpCode(200)
  async advance(@Param('externalId') externalId: string, @Param('step') step: string) {
    if (!['ship', 'delay', 'deliver'].includes(step)) throw new Problem('not-found');
    return this.shop.advance(await this.wired(), externalId, step as OrderStep);
  }

  @Post('identity')
  @HttpCode(200)
  async identity(@Body() body: unknown) {
    const { shopper } = readRequest(requests.identity, body);
    return { identity: await this.shop.identity(await this.wired(), findShopper(shopper)) };
  }

  @Get('pictures/:id')
  picture(@Param('id') id: string, @Res() response: Response): void {
    const file = this.phone.picture(id);
    if (!file) throw new Problem('not-found');
    response.type(file.contentType).send(file.bytes);
  }

  /** An open page must not keep the server from its end. */
  beforeApplicationShutdown(): void {
    for (const stream of this.streams) stream.end();
  }

  private async wired(): Promise<Wired> {
    const wired = await this.wiring.look();
    if (!wired) throw new Problem('not-found');
    this.memory.open(wired.workspaceId, () => this.shop.firstOrders(wired));
    return wired;
  }
}
