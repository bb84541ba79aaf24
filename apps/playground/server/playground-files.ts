import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import type { Language } from '#libs/contracts';
import { Problem } from '#libs/platform';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The built page. */
@Injectable()
export class PlaygroundFiles {
  private readonly folder = builtFolder();

  /**
   * The page in a language, with the shop's chat in it by the tag that any shop would use; the chat speaks as the page
   * does.
   */
  async page(channelId: string | null, { tag, written = tag, direction }: Language): Promise<string> {
    if (!this.folder) throw new Problem('unavailable', 'The playground has not been built');
    const page = await readFile(path.join(this.folder, 'index.html'), 'utf8');
    const spoken = page.replace('lang="en" dir="ltr"', `lang="${written}" dir="${direction ?? 'ltr'}"`);
    return spoken.replace(
      '<!-- chat -->',
      channelId ? `<script async src="/widget.js" data-channel="${channelId}"></script>` : '',
    );
  }

  async asset(name: string): Promise<{ type: string; bytes: Buffer }> {
    const type = types[path.extname(name)];
    if (!this.folder || !type || !/^[\w.-]+$/.test(name)) throw new Problem('not-found');
    const bytes = await readFile(path.join(this.folder, 'assets', name)).catch(() => null);
    if (!bytes) throw new Problem('not-found');
    return { type, bytes };
  }
}

/** `dist/apps/playground/page` of the project, from the sources as from what is built of them. */
function builtFolder(): string | null {
  for (
    let folder = path.dirname(fileURLToPath(import.meta.url));
    folder !== path.dirname(folder);
    folder = path.dirname(folder)
  ) {
    const built = path.join(folder, 'dist/apps/playground/page');
    if (existsSync(path.join(built, 'index.html'))) return built;
  }
  return null;
}
