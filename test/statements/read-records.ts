import { readFileSync, readdirSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import swcJest from '@swc/jest';
import type { CallSite } from './find-call-sites.js';
import type { Sent } from './judge-statements.js';

/** What record-statements.mjs has written: a place is one in the code as it ran. */
interface RawRecord {
  site: string;
  sql: string;
}

/** What was sent, each with its call site; and the places that should be one and are none. */
export function readRecords(folder: string, sites: CallSite[]): { sent: Sent[]; strays: string[] } {
  const places = new Places(sites);
  const sent: Sent[] = [];
  const strays = new Set<string>();
  for (const { site: at, sql } of rawRecords(folder)) {
    const site = places.siteAt(at);
    if (site) sent.push({ site, sql });
    else if (site === undefined) strays.add(at);
  }
  return { sent, strays: [...strays] };
}

function rawRecords(folder: string): RawRecord[] {
  const lines = readdirSync(folder).flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'));
  return [...new Set(lines)].filter(Boolean).map((line) => JSON.parse(line) as RawRecord);
}

/** Leads from a place in the code as it ran to the call site in the source. */
class Places {
  private readonly known = new Map<string, CallSite | null | undefined>();
  private readonly maps = new Map<string, SourceMap>();
  private readonly byFile = new Map<string, CallSite[]>();

  constructor(sites: CallSite[]) {
    for (const site of sites) this.byFile.set(site.file, [...(this.byFile.get(site.file) ?? []), site]);
  }

  /** Null for a file that is not looked at, undefined where there should be a call site and is none. */
  siteAt(at: string): CallSite | null | undefined {
    if (!this.known.has(at)) this.known.set(at, this.find(at));
    return this.known.get(at);
  }

  private find(at: string): CallSite | null | undefined {
    const [, file = '', line = '', column = ''] = /^(.+):(\d+):(\d+)$/.exec(at) ?? [];
    const sites = this.byFile.get(path.relative('.', file));
    if (!sites) return null;
    const entry = this.mapOf(file).findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalLine' in entry)) return undefined;
    const { originalLine, originalColumn } = entry;
    const around = sites.filter(({ callee }) => callee.line === originalLine && originalColumn <= callee.to);
    return around.sort((a, b) => distance(a, originalColumn) - distance(b, originalColumn))[0];
  }

  private mapOf(file: string): SourceMap {
    const known = this.maps.get(file);
    if (known) return known;
    const map = new SourceMap(sourceMapOf(file));
    this.maps.set(file, map);
    return map;
  }
}

const distance = ({ callee }: CallSite, column: number) => Math.abs(callee.from - column);

const { default: jest } = (await import(path.resolve('jest.config.mjs'))) as {
  default: { transform: Record<string, [name: string, options: object]> };
};
const [, options] = jest.transform['^.+\\.ts$']!;
const transformer = swcJest.createTransformer(options);

/** As jest does it, so that the lines are those that ran. */
function sourceMapOf(file: string): SourceMapPayload {
  const { code } = transformer.process!(readFileSync(file, 'utf8'), file, { supportsStaticESM: true } as never) as {
    code: string;
  };
  const [, encoded = ''] = /sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,(\S+)/.exec(code) ?? [];
  return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as SourceMapPayload;
}
