import { notesOf, Settings, type SettingName } from './settings.schema.js';

/** The text of `.env.example`: every setting, what it is for, and its default. */
export function renderEnvExample() {
  const names = Object.keys(Settings.shape) as SettingName[];
  return `${[heading, ...names.map(paragraph)].join('\n\n')}\n`;
}

const heading = `# Settings of Waypost, read from the environment. All have defaults; uncomment what you change.
# Written from the schema in libs/platform/src/config/settings.schema.ts.`;

function paragraph(name: SettingName) {
  const { description, otherwise, secret } = notesOf(name);
  const fallback = Settings.shape[name].safeParse(undefined);
  const value = otherwise === undefined && fallback.data !== undefined ? plain(name, fallback.data) : '';
  return [
    `# ${description}`,
    ...(otherwise ? [`# Unset: ${otherwise}.`] : []),
    ...(secret ? [`# A secret: may also be given as ${name}_FILE, the path of a file that holds it.`] : []),
    `# ${name}=${value}`,
  ].join('\n');
}

/**
 * The default as an operator would write it. DATA_DIR is already resolved, but the example must not contain a path of
 * this machine.
 */
function plain(name: SettingName, value: unknown) {
  if (name === 'DATA_DIR') return './.data';
  return Array.isArray(value) ? value.join(',') : String(value);
}
