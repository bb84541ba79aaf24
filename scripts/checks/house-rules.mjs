// Rules of this project that no tool knows.
import { readFileSync } from 'node:fs';
import { filesUnder } from '../lib/fingerprint.mjs';
import { inProject } from '../lib/paths.mjs';

const rules = [
  {
    what: 'process.env outside the settings',
    pattern: /process\.env\b/,
    in: /^(apps|libs)\/.*\.ts$/,
    but: /\.spec\.ts$|^libs\/platform\/src\/config\/|^apps\/[^/]+\/src\/(main|migrate|cli)\.ts$|^apps\/standalone\/src\/postgres\/create-cluster\.ts$|vite\.config\.ts$/,
  },
  {
    what: 'a silenced type error',
    pattern: /@ts-(ignore|nocheck|expect-error)|\bas any(?=[)\]};,.>]|$)/m,
    in: /^(apps|libs|migrations|test)\/.*\.tsx?$/,
  },
  {
    what: 'unfinished work',
    pattern: /\b(TODO|FIXME|XXX)\b|not implemented/,
    in: /\.(tsx?|mjs|cjs)$/,
    but: /^scripts\/checks\//,
  },
  {
    what: 'a default export',
    pattern: /^export default /m,
    in: /^(apps|libs|migrations)\/.*\.tsx?$/,
    but: /vite\.config\.ts$|lingui\.config\.ts$|-worker\.ts$|\.d\.ts$/,
  },
];

const files = ['apps', 'libs', 'migrations', 'test', 'scripts'].flatMap(filesUnder);
const faults = rules.flatMap(({ what, pattern, in: where, but }) =>
  files
    .filter((file) => where.test(file) && !but?.test(file) && pattern.test(readFileSync(inProject(file), 'utf8')))
    .map((file) => `${file}: ${what}`),
);
const odd = files
  .filter((file) => /\.tsx?$/.test(file) && !/^[a-z0-9.$_-]+$/.test(file.split('/').at(-1)))
  .map((file) => `${file}: a file name that is not kebab-case`);

for (const fault of [...faults, ...odd]) console.log(fault);
process.exitCode = faults.length + odd.length ? 1 : 0;
