import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { spokenBy } from '#libs/contracts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = path.join(root, 'dist/apps/widget');
const kilobyte = 1024;
const sizeOf = (name: string) => statSync(path.join(built, `${name}.br`)).size;

/** What a shopper fetches, brotli: P11 of the performance goals. */
describe('the weight of the widget', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), 'widget'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }, 120_000);

  it('is at most 3 KB before the launcher shows', () => {
    expect(sizeOf('widget.js')).toBeLessThanOrEqual(3 * kilobyte);
  });

  it('is at most 45 KB until one can chat, in any language', () => {
    const assets = readdirSync(path.join(built, 'assets')).filter((name) => /\.(js|css)$/.test(name));
    const spoken = spokenBy('widget').map(({ tag }) => tag);
    const locales = assets.filter((name) => spoken.includes(name.split('-')[0]!));
    expect(locales).toHaveLength(spoken.length);
    const rest = assets
      .filter((name) => !locales.includes(name))
      .reduce((sum, name) => sum + sizeOf(`assets/${name}`), sizeOf('widget.js') + sizeOf('panel.html'));
    const heaviest = Math.max(...locales.map((name) => sizeOf(`assets/${name}`)));
    expect(rest + heaviest).toBeLessThanOrEqual(45 * kilobyte);
  });

  it('asks no other host for anything', () => {
    const files = [
      path.join(built, 'widget.js'),
      path.join(built, 'panel.html'),
      ...readdirSync(path.join(built, 'assets')).map((name) => path.join(built, 'assets', name)),
    ].filter((name) => /\.(js|css|html)$/.test(name) && existsSync(name));
    const addresses = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/https?:\/\/[\w.-]+\.\w+/g)].map(([address]) => address),
    );
    // Namespaces, and a link in an error text of socket.io, name hosts without asking them.
    const strange = addresses
      .map((address) => new URL(address).hostname)
      .filter((host) => !['www.w3.org', 'socket.io'].includes(host));
    expect(strange).toEqual([]);
  });
});
