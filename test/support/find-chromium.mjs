import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** The Chromium inside an npm package, unpacked once beside the packages; or what keeps it from running. */
export function packagedChromium() {
  const folder = unpacked();
  const env = { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'), FONTCONFIG_PATH: path.join(folder, 'fonts') };
  const executable = path.join(folder, 'chromium');
  const { status, stderr, error } = spawnSync(executable, ['--version'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return status === 0
    ? { executable, env }
    : { missing: reasonOf(stderr) ?? error?.message ?? 'a Chromium that runs here' };
}

function unpacked() {
  const { version } = JSON.parse(readFileSync(path.join(modules, '@sparticuz/chromium/package.json'), 'utf8'));
  const folder = path.join(modules, '.cache', `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  // The package brings the libraries that a bare machine lacks only where it believes itself in this environment.
  const env = { ...process.env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', TMPDIR: draft };
  const script = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: path.dirname(modules), env });
  if (!existsSync(folder)) renameSync(draft, folder);
  return folder;
}

/** The loader names the library that it misses. */
function reasonOf(stderr) {
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(stderr ?? '')?.[1];
  return library && `the system library ${library}`;
}
