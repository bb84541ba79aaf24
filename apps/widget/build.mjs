import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { catalogues, launcherWords } from './catalogues.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const outDir = process.argv[2] ? path.resolve(process.argv[2]) : path.join(root, '../../dist/apps/widget');

const common = {
  root,
  configFile: false,
  logLevel: 'warn',
  resolve: { conditions: ['source', 'browser', 'module', 'import'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
};

/** The panel: a page whose scripts are named by their content, so that they may be cached for good. */
await build({
  ...common,
  base: '/widget/',
  plugins: [catalogues()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: path.join(root, 'panel.html') },
  },
});
/** The loader: one classic script at a fixed address. */
await build({
  ...common,
  plugins: [launcherWords(path.join(root, 'src/panel/locales'))],
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2020',
    lib: {
      entry: path.join(root, 'src/loader/main.ts'),
      formats: ['iife'],
      name: 'waypostLoader',
      fileName: () => 'widget.js',
    },
  },
});

/** Squeezed once here, not at each request. */
const files = (await readdir(outDir, { recursive: true, withFileTypes: true })).filter(
  (entry) => entry.isFile() && /\.(js|css|html)$/.test(entry.name),
);
await Promise.all(
  files.map(async ({ parentPath, name }) => {
    const file = path.join(parentPath, name);
    const bytes = await readFile(file);
    await writeFile(
      `${file}.br`,
      await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    );
    await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  }),
);
