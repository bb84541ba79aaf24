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
    // Agents read them in their language by that list.
    what: 'a reason in words of its own, which libs/contracts/src/reasons.ts does not have',
    pattern:
      /\b(?:reason|detail|error): ['"`]|\bnotUnderstood\(\s*['"`]|(?:'agent'|'fail'|\bok: false), (?:why|message): ['"`][A-Z$]|detail = (?:coalesce\([^)']*)?'\w/,
    in: /^libs\/(channels|dispatch|mail|orders|stores|tickets|visitors)\/.*\.ts$/,
    but: /\.spec\.ts$/,
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
    // Two changes that each add a text would meet in one line.
    what: 'two texts on one line',
    pattern: /^\s*"[^"\n]*": ".*", *"[^"\n]*": /m,
    in: /\/locales\/.*\.json$/,
  },
  {
    what: 'a default export',
    pattern: /^export default /m,
    in: /^(apps|libs|migrations)\/.*\.tsx?$/,
    but: /vite\.config\.ts$|lingui\.config\.ts$|-worker\.ts$|\.d\.ts$/,
  },
  {
    what: 'a statement in a controller',
    pattern: /from '[^'\n]*\.queries\.js'|\b(rows|firstRow|defer|repository)[<(]/,
    in: /\.controller\.ts$/,
  },
  {
    // docs/style.md: say who.
    what: 'whoever, somebody, anybody or hears in a comment',
    pattern: /(^[ \t]*\/?\*|\/\/ ).*\b(whoever|somebody|anybody|hears)\b/im,
    in: /^libs\/.*\.ts$/,
  },
  {
    // The formatter does not wrap them.
    what: 'a line of a comment over 120 columns',
    pattern: /^(?=.{121})[ \t]*(\/\/|\/?\*)/m,
    in: /\.(tsx?|mjs|cjs)$/,
    but: /\/generated\//,
  },
];

/** The first line with the pattern, if any. */
function placesOf(pattern, file) {
  const text = readFileSync(inProject(file), 'utf8');
  const at = text.search(pattern);
  return at < 0 ? [] : [text.slice(0, at).split('\n').length];
}

const files = ['apps', 'libs', 'migrations', 'test', 'scripts'].flatMap(filesUnder);
const faults = rules.flatMap(({ what, pattern, in: where, but }) =>
  files
    .filter((file) => where.test(file) && !but?.test(file))
    .flatMap((file) => placesOf(pattern, file).map((line) => `${file}:${line}: ${what}`)),
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
