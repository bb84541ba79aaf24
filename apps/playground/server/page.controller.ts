import { All, Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { spokenBy } from '#languages';
import { Open } from '#libs/platform';
import { DemoWiring } from './demo-wiring.js';
import { Phone } from './phone/phone.js';
import { PlaygroundFiles } from './playground-files.js';

/** The languages that the page speaks; the first is for all others. */
const languages = spokenBy('playground');

/** The playground's page, and the stand-ins for Meta's and Telegram's APIs behind its phone. */
@Open('only in a demo; the stand-ins ask for the channel’s own token')
@Controller('playground')
export class PlaygroundPageController {
  constructor(
    private readonly files: PlaygroundFiles,
    private readonly wiring: DemoWiring,
    private readonly phone: Phone,
  ) {}

  @Get()
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    const wired = await this.wiring.look();
    const accepted = request.acceptsLanguages(...languages.map(({ tag }) => tag));
    const language = languages.find(({ tag }) => tag === accepted) ?? languages[0]!;
    response.setHeader('Cache-Control', 'no-cache');
    response
      .vary('Accept-Language')
      .type('html')
      .send(await this.files.page(wired?.widget.id ?? null, language));
  }

  @Get('assets/:name')
  async asset(@Param('name') name: string, @Res() response: Response): Promise<void> {
    const { type, bytes } = await this.files.asset(name);
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    response.type(type).send(bytes);
  }

  @All('graph/*path')
  async graph(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.phone.handle('whatsapp', request, response);
  }

  @All('messenger/*path')
  async messenger(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.phone.handle('messenger', request, response);
  }

  @All('instagram/*path')
  async instagram(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.phone.handle('instagram', request, response);
  }

  @All('telegram/*path')
  async telegram(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.phone.handle('telegram', request, response);
  }
}
