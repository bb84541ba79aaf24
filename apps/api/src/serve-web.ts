import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Request, type Response, static as staticFiles } from 'express';

const root = join(process.cwd(), 'dist/apps/web');
const ofServer = /^\/(api|hooks|files|widget|playground|socket\.io|healthz|readyz|metrics)(\/|\.|$)/;

/** The agents' web app: its files, and its page for every address that is one of its screens. */
export function serveWeb(app: NestExpressApplication): void {
  if (!existsSync(join(root, 'index.html'))) return;
  app.use(
    '/assets',
    staticFiles(join(root, 'assets'), { index: false, immutable: true, maxAge: '365d', fallthrough: false }),
  );
  const ownFiles = staticFiles(root, { index: false, dotfiles: 'ignore', maxAge: '1h' });
  app.use((request: Request, response: Response, next: () => void) =>
    // Each answer of the api would wait for a look at the disk.
    ofServer.test(request.path) ? next() : ownFiles(request, response, next),
  );
  app.use((request: Request, response: Response, next: () => void) => {
    const isScreen =
      request.method === 'GET' &&
      !ofServer.test(request.path) &&
      !/\.[a-z0-9]+$/i.test(request.path) &&
      !/\/\./.test(request.path);
    if (!isScreen) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(root, 'index.html'));
  });
}
