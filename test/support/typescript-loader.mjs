// Lets plain node run our TypeScript from its source: what jest's own set-up and the benches need outside of jest.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';
import { swcOptions } from '../../scripts/lib/swc.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const options = { ...swcOptions, sourceMaps: 'inline' };

export async function resolve(specifier, context, next) {
  const source = specifier.startsWith('.') && sourceOf(new URL(specifier, context.parentURL));
  if (source) return { url: source, format: 'module', shortCircuit: true };
  return next(specifier, { ...context, conditions: ['source', ...context.conditions] });
}

/** TypeScript names the file that will be: `./a.js` stands for `./a.ts` as long as there is one. */
function sourceOf(url) {
  const file = fileURLToPath(url).replace(/\.js$/, '.ts');
  return file.endsWith('.ts') && existsSync(file) ? pathToFileURL(file).href : undefined;
}

export async function load(url, context, next) {
  const { protocol, pathname } = new URL(url);
  if (protocol !== 'file:' || !pathname.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const built = builtFrom(filename);
  if (built) return { format: 'module', source: built, shortCircuit: true };
  const { code } = await transform(readFileSync(filename, 'utf8'), { ...options, filename });
  return { format: 'module', source: code, shortCircuit: true };
}

/** What the build has made of the file, unless that is older: to compile all of them took each worker a second. */
function builtFrom(filename) {
  const output = path.join(root, 'dist', path.relative(root, filename).replace(/ts$/, 'js'));
  if (!existsSync(output) || statSync(output).mtimeMs < statSync(filename).mtimeMs) return undefined;
  return readFileSync(output, 'utf8').replace(/(?<=\n\/\/# sourceMappingURL=).*\n$/, `${pathToFileURL(output)}.map\n`);
}
