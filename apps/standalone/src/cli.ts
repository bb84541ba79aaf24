import { ConfigError } from '#libs/platform';
import { createAdmin } from './create-admin.js';
import { StartRefused } from './progress.js';
import { withDatabase } from './with-database.js';

const usage = `Commands:
  create-admin                                  an installation without a workspace: prints the link to set it up
  create-admin <email> [--workspace <name>]     makes this person an admin and prints the link to sign in with`;

const commands = { 'create-admin': createAdmin };

async function main([command = '', ...args]: string[]) {
  if (!Object.hasOwn(commands, command)) throw new StartRefused(command && command !== 'help' ? `There is no command ${command}.\n${usage}` : usage);
  console.log(await withDatabase(process.env, (tools) => commands[command as keyof typeof commands](tools, args)));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartRefused || error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
