import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Problem } from '#libs/platform';

interface WidgetFile {
  type: string;
  tag: string;
  bodies: Partial<Record<Coding, Buffer>>;
}
type Coding = 'br' | 'gzip' | 'identity';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
};
const endings: [Coding, string][] = [
  ['br', '.br'],
  ['gzip', '.gz'],
  ['identity', ''],
];

/** The built widget, held in memory: a few dozen files, each compressed at build time. */
@Injectable()
export class WidgetFiles {
  private files?: Promise<Map<string, WidgetFile>>;

  async send(name: string, cache: string, request: Request, response: Response): Promise<void> {
    this.files ??= load();
    const file = (await this.files).get(name);
    if (!file) throw new Problem('not-found');
    const coding = endings.map(([each]) => each).find((each) => file.bodies[each] && accepts(request, each))!;
    response.setHeader('Content-Type', file.type);
    response.setHeader('Cache-Control', cache);
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('ETag', `"${file.tag}-${coding}"`);
    if (coding !== 'identity') response.setHeader('Content-Encoding', coding);
    if (request.fresh) return void response.status(304).end();
    response.end(file.bodies[coding]);
  }
}

const accepts = ({ headers }: Request, coding: Coding) =>
  coding === 'identity' ||
  new RegExp(`\\b${coding}\\b(?!\\s*;\\s*q=0(?:\\.0*)?(?:,|$))`).test(String(headers['accept-encoding'] ?? ''));

/** Reads every built file once; any other name finds nothing, so no path can leave the folder. */
async function load(): Promise<Map<string, WidgetFile>> {
  const folder = builtFolder();
  const entries = folder ? await readdir(folder, { recursive: true }) : [];
  const names = entries.map((name) => name.replaceAll('\\', '/')).filter((name) => path.extname(name) in types);
  return new Map(await Promise.all(names.map(async (name) => [name, await read(folder!, name)] as const)));
}

async function read(folder: string, name: string): Promise<WidgetFile> {
  const bodies: WidgetFile['bodies'] = {};
  for (const [coding, ending] of endings) {
    const file = path.join(folder, name + ending);
    if (existsSync(file)) bodies[coding] = await readFile(file);
  }
  return {
    type: types[path.extname(name)]!,
    tag: createHash('sha256').update(bodies.identity!).digest('base64url').slice(0, 22),
    bodies,
  };
}

/** `dist/apps/widget` of the project, found from the sources and from the built code. */
function builtFolder(): string | null {
  for (
    let folder = path.dirname(fileURLToPath(import.meta.url));
    folder !== path.dirname(folder);
    folder = path.dirname(folder)
  ) {
    const built = path.join(folder, 'dist/apps/widget');
    if (existsSync(path.join(built, 'widget.js'))) return built;
  }
  return null;
}
