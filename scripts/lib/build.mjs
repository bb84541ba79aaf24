import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder, fingerprint, isFresh, stamp } from './fingerprint.mjs';
import { inProject } from './paths.mjs';
import { Explained, step } from './progress.mjs';
import { bin, capture } from './run.mjs';
import { swcOptions } from './swc.mjs';

const shared = ['package.json', 'package-lock.json', 'scripts/lib/build.mjs', 'scripts/lib/swc.mjs'];
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
  sources: [...shared, ...serverSources],
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
  for (const { name, doing, content, build } of stale) {
    await step(doing, build);
    stamp(name, content);
  }
}

const exists = ({ name }) => name === 'server' || Boolean(bundler(name));
const isStale = ({ name, content, output }) => !isFresh(name, content) || !existsSync(inProject(output));

async function buildServer() {
  // Imported late: it is one of the packages.
  const { transformFile } = await import('@swc/core');
  const sources = serverSources.flatMap(filesUnder).filter((file) => /(?<!\.spec|\.d)\.ts$/.test(file));
  await Promise.all(sources.map((file) => compile(file, transformFile)));
  copyAssets();
}

async function compile(file, transformFile) {
  const output = inProject('dist', file.replace(/ts$/, 'js'));
  mkdirSync(path.dirname(output), { recursive: true });
  const options = {
    ...swcOptions,
    swcrc: false,
    sourceMaps: true,
    // Stacks name our files; the sources themselves do not ship.
    inlineSourcesContent: false,
    sourceFileName: path.relative(path.dirname(output), inProject(file)),
  };
  const { code, map } = await transformFile(inProject(file), options).catch((error) => {
    throw new Explained(`The build failed:\n${error.message}`);
  });
  writeFileSync(output, `${code}\n//# sourceMappingURL=${path.basename(output)}.map\n`);
  writeFileSync(`${output}.map`, map);
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
