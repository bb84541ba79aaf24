import { type Browser, chromium } from 'playwright-core';
import { machine } from './machine.js';

/** No page may call the world: what a test needs is on this machine. Names below localhost are its other origins. */
const offline = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
  '--disable-background-networking',
  '--no-pings',
];

/** A headless Chromium. Use it inside `describeWith('chromium', …)`, and close it. */
export async function launchChromium(): Promise<Browser> {
  const { executable, env } = machine.chromium;
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...env } as Record<string, string>,
    chromiumSandbox: false,
    // Without a GPU each frame of a movement is drawn by the machine that the tests share.
    args: [
      ...offline,
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      '--force-prefers-reduced-motion',
    ],
  });
}
