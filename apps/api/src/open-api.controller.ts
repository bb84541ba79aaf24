import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config, Open, Problem } from '#libs/platform';
import { describeApi } from './describe-api.js';

const viewer = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const viewerFiles: Record<string, string> = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' };
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Waypost API</title>
<link rel="stylesheet" href="docs/swagger-ui.css"></head><body><div id="api"></div>
<script src="docs/swagger-ui-bundle.js"></script><script src="docs/start.js"></script></body></html>`;
const start = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });`;

@Open('the description of the API is no secret')
@Controller('api')
export class OpenApiController {
  private document?: string;

  constructor(private readonly config: Config) {}

  @Get('openapi.json')
  json(@Res() response: Response): void {
    this.document ??= JSON.stringify(describeApi(this.config.publicUrl));
    response.type('application/json').send(this.document);
  }

  /** The same for people. */
  @Get('docs')
  docs(@Res() response: Response): void {
    response.type('text/html').send(page);
  }

  @Get('docs/:file')
  async docsFile(@Param('file') file: string, @Res() response: Response): Promise<void> {
    if (file === 'start.js') return void response.type('text/javascript').send(start);
    const type = Object.hasOwn(viewerFiles, file) ? viewerFiles[file] : undefined;
    if (!type) throw new Problem('not-found');
    response.type(type).send(await readFile(join(viewer, file)));
  }
}
