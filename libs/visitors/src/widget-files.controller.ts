import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { FindChannel } from '#libs/channels';
import { Config, Open, Problem, asId } from '#libs/platform';
import { allowedOrigins, mayShow } from './allowed-origins.js';
import { WidgetFiles } from './widget-files.js';

const fiveMinutes = 'public, max-age=300';
const hour = 'public, max-age=3600, stale-while-revalidate=86400';
const forGood = 'public, max-age=31536000, immutable';

const noChannel = 'there is no active chat channel with the id in data-channel';
const noOrigin = 'this page is not among the pages that may show the chat, see the settings of the channel';

/** Shops on other origins load it, as a module too, and on pages with cross-origin isolation. */
function forEveryPage(response: Response) {
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('Access-Control-Allow-Origin', '*');
}

/** Serves the widget's scripts and its panel to any shop's page. */
@Controller()
@Open('public files')
export class WidgetFilesController {
  constructor(
    private readonly files: WidgetFiles,
    private readonly channels: FindChannel,
    private readonly config: Config,
  ) {}

  @Get('widget.js')
  loader(@Req() request: Request, @Res() response: Response) {
    forEveryPage(response);
    return this.files.send('widget.js', hour, request, response);
  }

  /** Answers the loader why a page shows no launcher: the only thing that it may fetch on a careful shop's page. */
  @Get('widget/channels/:id')
  async mayShow(@Param('id') asked: string, @Req() { headers: { origin } }: Request, @Res() response: Response) {
    const id = asId(asked);
    const channel = id ? await this.channels.route(id) : null;
    const isShown = channel?.active && channel.adapter.receive === 'socket';
    const why = !isShown ? noChannel : !origin || this.isOwn(origin) || mayShow(channel, origin) ? null : noOrigin;
    forEveryPage(response);
    response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', why ? 'no-store' : fiveMinutes);
    response.setHeader('Vary', 'Origin');
    response.end(why ? `document.currentScript.dataset.why=${JSON.stringify(why)}` : '');
  }

  @Get(['widget/panel', 'widget/panel.html'])
  async panel(@Query('channel') channelId: unknown, @Req() request: Request, @Res() response: Response) {
    const id = typeof channelId === 'string' ? asId(channelId) : null;
    const channel = id ? await this.channels.route(id) : null;
    if (!channel?.active || channel.adapter.receive !== 'socket') throw new Problem('not-found');
    response.removeHeader('X-Frame-Options');
    response.setHeader('Content-Security-Policy', this.policy(allowedOrigins(channel)));
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Referrer-Policy', 'no-referrer');
    return this.files.send('panel.html', 'no-cache', request, response);
  }

  @Get('widget/assets/:name')
  asset(@Param('name') name: string, @Req() request: Request, @Res() response: Response) {
    return this.files.send(`assets/${name}`, forGood, request, response);
  }

  private isOwn(origin: string): boolean {
    return origin === this.config.publicUrl;
  }

  /**
   * Allows no foreign and no inline code; the pages that the channel names may frame it, or any page when it names
   * none.
   */
  private policy(origins: string[]): string {
    const socket = this.config.publicUrl.replace(/^http/, 'ws');
    const framing = origins.length ? [`frame-ancestors 'self' ${origins.join(' ')}`] : [];
    return [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' blob:",
      `connect-src 'self' ${socket}`,
      "base-uri 'none'",
      "form-action 'none'",
      ...framing,
    ].join('; ');
  }
}
