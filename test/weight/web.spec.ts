import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = path.join(root, 'dist/apps/web');
const kilobyte = 1024;

/** Scripts and styles that the page names, and what these import before they run. */
function firstLoad(): string[] {
  const page = readFileSync(path.join(built, 'index.html'), 'utf8');
  const found = new Set<string>();
  const follow = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.endsWith('.js')) return;
    for (const [, name] of readFileSync(path.join(built, file), 'utf8').matchAll(
      /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g,
    ))
      follow(`/assets/${name}`);
  };
  for (const [, file] of page.matchAll(/(?:src|href)="(\/[\w./-]+\.(?:js|css))"/g)) follow(file!);
  return [...found];
}

describe('the weight of the agents’ app', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), 'web'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }, 180_000);

  it('is at most 220 KB for its first load: P12 of the performance goals', () => {
    const files = firstLoad();
    expect(files.length).toBeGreaterThan(3);
    const weight = files.reduce((sum, file) => sum + statSync(path.join(built, `${file}.br`)).size, 0);
    expect(weight).toBeLessThanOrEqual(220 * kilobyte);
  });

  it('has no script in the page itself', () => {
    expect(readFileSync(path.join(built, 'index.html'), 'utf8')).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\son\w+=/);
  });
});
