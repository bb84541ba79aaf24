import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Open } from '#libs/platform';
import { describeApi } from './describe-api.js';

@Controller('api')
export class OpenApiController {
  private document?: string;

  @Open('the API is no secret')
  @Get('openapi.json')
  json(@Res() response: Response): void {
    this.document ??= JSON.stringify(describeApi());
    response.type('application/json').send(this.document);
  }
}
