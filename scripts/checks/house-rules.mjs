// Rules of this project that no tool knows.
import { readFileSync, readdirSync } from 'node:fs';
import { filesUnder } from '../lib/fingerprint.mjs';
import { inProject } from '../lib/paths.mjs';

const foldersIn = (folder) =>
  readdirSync(inProject(folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
const channels = foldersIn('libs/channels/src/adapters');
const platforms = foldersIn('libs/stores/src/platforms');
/** Words that mean other things as well: a mail address, the chat's own face, an API. */
const ambiguous = ['email', 'widget', 'api'];
const anyOf = (names) => names.join('|');
const unmistakable = [...channels, ...platforms].filter((name) => !ambiguous.includes(name));

const rules = [
  {
    what: 'asks which kind of channel or shop platform it is, instead of what it can do',
    pattern: new RegExp(
      `['"\`](${anyOf(unmistakable)})['"\`]|(channel_?type|channel\\.type|platform)\\W{1,8}['"](${anyOf([...channels, ...platforms])})['"]`,
      'i',
    ),
    in: /^(apps|libs)\/.*\.tsx?$/,
    but: /\.spec\.ts$|^apps\/playground\/|^libs\/demo\/|^libs\/channels\/src\/adapters\/|^libs\/stores\/src\/platforms\//,
  },
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

// Ordinary tools read `paths`, Node reads `imports`: both must lead to the same files.
const { imports } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
const { paths } = JSON.parse(readFileSync(inProject('tsconfig.json'), 'utf8')).compilerOptions;
const unlike = [...new Set([...Object.keys(imports), ...Object.keys(paths)])]
  .filter((name) => imports[name]?.source !== paths[name]?.[0])
  .map((name) => `tsconfig.json: ${name} leads elsewhere than in package.json`);

const all = [...faults, ...odd, ...unlike];
for (const fault of all) console.log(fault);
process.exitCode = all.length ? 1 : 0;
