import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { FindChannel } from '#libs/channels';
import { Config, Open, Problem, asId } from '#libs/platform';
import { WidgetFiles } from './widget-files.js';

const hour = 'public, max-age=3600, stale-while-revalidate=86400';
const forGood = 'public, max-age=31536000, immutable';

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
    // Shops on other origins load it, including pages with cross-origin isolation.
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    return this.files.send('widget.js', hour, request, response);
  }

  @Get(['widget/panel', 'widget/panel.html'])
  async panel(@Query('channel') channelId: unknown, @Req() request: Request, @Res() response: Response) {
    const id = typeof channelId === 'string' ? asId(channelId) : null;
    const channel = id ? await this.channels.route(id) : null;
    if (!channel?.active || channel.adapter.receive !== 'socket') throw new Problem('not-found');
    response.removeHeader('X-Frame-Options');
    response.setHeader(
      'Content-Security-Policy',
      this.policy((channel.settings.allowedOrigins as string[] | undefined) ?? []),
    );
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Referrer-Policy', 'no-referrer');
    return this.files.send('panel.html', 'no-cache', request, response);
  }

  @Get('widget/assets/:name')
  asset(@Param('name') name: string, @Req() request: Request, @Res() response: Response) {
    return this.files.send(`assets/${name}`, forGood, request, response);
  }

  /**
   * Allows no foreign and no inline code; the pages that the channel names may frame it, or any page when it names
   * none.
   */
  private policy(allowedOrigins: string[]): string {
    const socket = this.config.publicUrl.replace(/^http/, 'ws');
    const framing = allowedOrigins.length ? [`frame-ancestors 'self' ${allowedOrigins.join(' ')}`] : [];
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
