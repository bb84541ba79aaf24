import { type Browser, chromium } from 'playwright-core';
import { machine } from './machine.js';

/** No page may call the world: what a test needs is on this machine. Names below localhost are its other origins. */
const offline = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
  '--disable-background-networking',
  '--no-pings',
];

/**
 * As shoppers' browsers are by default: what a frame stores is parted by the page around it. Playwright switches that
 * off in a list of features, which this one replaces.
 */
export const partedStorage = '--disable-features=MediaRouter,OptimizationHints,HttpsUpgrades,PaintHolding';

/**
 * Options of a page on which nothing moves: without a GPU, each frame of a movement is drawn by the machine that the
 * tests share. Playwright ignores Chromium's own switch.
 */
export const withoutMotion = { reducedMotion: 'reduce' } as const;

/** A headless Chromium. Use it inside `describeWith('chromium', …)`, and close it. */
export async function launchChromium(...more: string[]): Promise<Browser> {
  const { executable, env } = machine.chromium;
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env } as Record<string, string>,
    chromiumSandbox: false,
    args: [...offline, '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none', ...more],
  });
}
