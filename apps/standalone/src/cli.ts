import { startProgram } from '#libs/platform';
import { createAdmin } from './create-admin.js';
import { createWorkspace } from './create-workspace.js';
import { StartRefused } from './progress.js';
import { withDatabase } from './with-database.js';

const usage = `Commands:
  create-admin                                  an installation without a workspace: prints the link to set it up
  create-admin <email> [--workspace <name>]     makes this person an admin and prints the link to sign in with
  create-workspace <name> <email> [--slug <short-name>] [--locale <language>] [--time-zone <zone>]
                                                makes a further workspace and prints the link for its admin`;

const commands = { 'create-admin': createAdmin, 'create-workspace': createWorkspace };

async function main([command = '', ...args]: string[]) {
  if (command === '' || command === 'help') return console.log(usage);
  if (!Object.hasOwn(commands, command)) throw new StartRefused(`There is no command ${command}.\n${usage}`);
  console.log(await withDatabase(process.env, (tools) => commands[command as keyof typeof commands](tools, args)));
}

await startProgram(() => main(process.argv.slice(2)));
