import { AccountTokens, CreateWorkspace, OfferSetUp, hasDemoWorkspace, publicPassword } from '#libs/identity';
import type { Config } from '#libs/platform';
import { say } from './progress.js';
import { type CommandTools, withConnection } from './with-database.js';

/** Says where to go and how to get in. */
export async function welcome(config: Config): Promise<void> {
  const wayIn = await withConnection(
    config,
    async (tools) => (await demoSignIns(tools)) ?? [...(await demoLeftBehind(tools)), ...(await setUpLink(tools))],
  );
  say(['', `  Waypost is at   ${config.publicUrl}`, ...wayIn, ''].join('\n'));
}

async function demoSignIns({ config, database }: CommandTools) {
  if (!config.demo || !(await hasDemoWorkspace(database))) return undefined;
  return [
    '  Sign in as      admin@demo.example, manager@demo.example or agent@demo.example',
    `  Password        ${publicPassword}`,
    `  Playground      ${config.publicUrl}/playground   (a shop, a mailbox and a phone to write from)`,
  ];
}

/** For an operator who has tried the demo and goes on with its data outside of one. */
async function demoLeftBehind({ config, database }: CommandTools) {
  if (config.demo || !(await hasDemoWorkspace(database))) return [];
  return [
    '  This data began as a demo: its public password opens nothing here.',
    '  Get in with     npm run cli -- create-admin <your email>',
  ];
}

async function setUpLink({ config, database }: CommandTools) {
  const link = await new OfferSetUp(database, new AccountTokens(), new CreateWorkspace(database), config).link();
  return link ? ['  Set it up here, once and within three days:', `  ${link}`] : [];
}
