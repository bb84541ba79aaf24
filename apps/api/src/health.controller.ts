import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config, Metrics, Open, Problem, clientAddress } from '#libs/platform';
import { Readiness } from './readiness.js';

@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    private readonly config: Config,
  ) {}

  /** The process runs. */
  @Open('answers only that the process runs')
  @Get('healthz')
  health() {
    return { status: 'ok' };
  }

  /**
   * The process can take work. Queues that are away are reported, but do not count: what comes in is stored all the
   * same.
   */
  @Open('answers only what is up')
  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response) {
    const { ready, ...rest } = await this.readiness.look();
    response.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not ready', ...rest };
  }

  /** For Prometheus on this machine or a private network only. */
  @Open('answers only peers on this machine or a private network')
  @Get('metrics')
  async scrape(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (request.headers['x-forwarded-for'] || !isNear(clientAddress(request, this.config.trustedProxies)))
      throw new Problem('not-found');
    const { contentType, text } = await this.metrics.scrape();
    response.setHeader('Content-Type', contentType);
    response.send(text);
  }
}

const isNear = (address: string) => /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(address);
