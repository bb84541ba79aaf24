import { notesOf, Settings, type SettingName } from './settings.schema.js';

/** The text of `.env.example`: every setting, what it is for, and its default. */
export function renderEnvExample() {
  const names = Object.keys(Settings.shape) as SettingName[];
  const own = names.map((name) => paragraph(name, composeSets.has(name)));
  return `${[heading, ...own, composeHeading, ...Object.entries(readByCompose).map(composeParagraph)].join('\n\n')}\n`;
}

const heading = `# Settings of Waypost, read from the environment, and without Docker from a file .env in the current folder too.
# All have defaults; uncomment what you change.
# Written from the schema in libs/platform/src/config/settings.schema.ts.`;

const composeHeading = '# --- Read by docker-compose.yml alone ---';

/** Settings that docker-compose.yml sets by itself, from its passwords and for its containers. */
const composeSets = new Set<SettingName>([
  'PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'DATABASE_MIGRATION_URL',
  'REDIS_URL',
  'SMTP_PORT',
  'SMTP_HOST',
  'DEMO_SMTP_URL',
]);

/** What docker-compose.yml reads besides the settings: what it is for, and its default. */
const readByCompose: Record<string, [description: string, value: string]> = {
  HTTP_BIND: [
    'Address of this machine on which the web server is reached; a proxy with TLS stands before it.',
    '127.0.0.1',
  ],
  HTTP_PORT: ['Port of the same. A range such as 3000-3009 for several api.', '3000'],
  SMTP_BIND: ['Address of this machine on which mail is received: 0.0.0.0 for mail from outside.', '127.0.0.1'],
  SMTP_LISTEN: ['Port of the same.', '25'],
  SECRETS_DIR: [
    'Folder with the files that SECRET_KEY_FILE, SMTP_URL_FILE and STORAGE_URL_FILE name, as /run/secrets/NAME.',
    './secrets',
  ],
  MEMORY_LIMIT: ['Memory that api, worker and migrate may use, each.', '1g'],
  POSTGRES_MEMORY_LIMIT: ['Memory that Postgres may use.', '2g'],
  REDIS_MEMORY_LIMIT: ['Memory that Redis may use.', '512m'],
};

const composeParagraph = ([name, [description, value]]: [string, [string, string]]): string =>
  `# ${description}\n# ${name}=${value}`;

function paragraph(name: SettingName, isSetByCompose: boolean) {
  const { description, otherwise, secret } = notesOf(name);
  const fallback = Settings.shape[name].safeParse(undefined);
  const value = otherwise === undefined && fallback.data !== undefined ? plain(name, fallback.data) : '';
  return [
    `# ${description}`,
    ...(otherwise ? [`# Unset: ${otherwise}.`] : []),
    ...(secret ? [`# A secret: may also be given as ${name}_FILE, the path of a file that holds it.`] : []),
    ...(isSetByCompose ? ['# Not with Docker, where docker-compose.yml sets it.'] : []),
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
