import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { filesUnder, fingerprint, isFresh, stamp } from './fingerprint.mjs';
import { inProject } from './paths.mjs';
import { Explained, step } from './progress.mjs';
import { bin, capture } from './run.mjs';

const shared = ['package.json', 'package-lock.json', 'scripts/lib/build.mjs'];
const serverSources = [
  'apps/api',
  'apps/worker',
  'apps/standalone',
  'apps/playground/server',
  'apps/playground/shared',
  'libs',
  'migrations',
];

const server = {
  name: 'server',
  doing: 'Building the server',
  sources: [...shared, 'tsconfig.json', 'tsconfig.build.json', ...serverSources],
  output: 'dist/apps/standalone/src/main.js',
  build: buildServer,
};

const bundle = (name, doing) => ({
  name,
  doing,
  sources: [...shared, `apps/${name}`, 'apps/widget/catalogues.mjs', 'libs/contracts'],
  output: `dist/apps/${name}`,
  build: () => buildBundle(name),
});

const bundles = [
  bundle('widget', 'Building the chat widget'),
  bundle('web', 'Building the inbox'),
  bundle('playground', 'Building the playground'),
];

/** Builds what is missing or was built from other content. Names choose some of it. */
export async function ensureBuilt(names = ['server', ...bundles.map(({ name }) => name)]) {
  const wanted = [server, ...bundles].filter(({ name }) => names.includes(name)).filter(exists);
  const stale = wanted.map((target) => ({ ...target, content: fingerprint(target.sources) })).filter(isStale);
  // tsc is alone on its core for most of the time; the bundles share the other.
  await Promise.all([
    inTurn(stale.filter(({ name }) => name === 'server')),
    inTurn(stale.filter(({ name }) => name !== 'server')),
  ]);
}

const exists = ({ name }) => name === 'server' || Boolean(bundler(name));
const isStale = ({ name, content, output }) => !isFresh(name, content) || !existsSync(inProject(output));

async function inTurn(targets) {
  for (const { name, doing, content, build } of targets) {
    await step(doing, build);
    stamp(name, content);
  }
}

async function buildServer() {
  const info = inProject('dist/.build.tsbuildinfo');
  // The incremental file promises outputs that somebody may have deleted.
  if (!existsSync(inProject(server.output))) rmSync(info, { force: true });
  await orExplain([bin('typescript', 'tsc'), '-p', 'tsconfig.build.json', '--tsBuildInfoFile', info]);
  copyAssets();
}

function buildBundle(name) {
  return orExplain(bundler(name), { NODE_ENV: 'production' });
}

/** An app that needs more than one run of vite brings its own script. */
function bundler(name) {
  const script = inProject('apps', name, 'build.mjs');
  if (existsSync(script)) return [script];
  const config = ['ts', 'mts', 'js', 'mjs'].find((ending) =>
    existsSync(inProject('apps', name, `vite.config.${ending}`)),
  );
  return config && [bin('vite'), 'build', inProject('apps', name), '--logLevel', 'warn'];
}

async function orExplain(args, env) {
  const { code, output } = await capture(process.execPath, args, { env });
  if (code !== 0) throw new Explained(`The build failed:\n${output}`);
}

/** What the server reads beside its code: everything in these folders that is no TypeScript. */
const assetFolders = /(^|\/)(assets|locales|generated|templates|data)\//;

function copyAssets() {
  for (const file of serverSources.flatMap(filesUnder)) {
    if (!assetFolders.test(file.replaceAll('\\', '/')) || file.endsWith('.ts')) continue;
    mkdirSync(path.dirname(inProject('dist', file)), { recursive: true });
    copyFileSync(inProject(file), inProject('dist', file));
  }
}
