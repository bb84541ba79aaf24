interface Command {
  /** How it is called, each way with what it does. */
  usage: [call: string, effect: string][];
}

const commands = {
  'create-admin': {
    usage: [
      ['create-admin', 'an installation without a workspace: prints the link to set it up'],
      [
        'create-admin <email> [--workspace <name>]',
        'makes this person an admin of the workspace and prints the link to sign in with',
      ],
    ],
  },
  'create-workspace': {
    usage: [
      [
        'create-workspace <name> <email> [--slug <short-name>] [--locale <language>] [--time-zone <zone>]',
        'makes a further workspace and prints the link for its admin',
      ],
    ],
  },
} satisfies Record<string, Command>;

const isCommand = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name);
const helpOf = ({ usage }: Command): string => usage.map(([call, effect]) => `  ${call}\n      ${effect}`).join('\n');
const help = (): string =>
  `Commands:\n${Object.values(commands).map(helpOf).join('\n')}\n  <command> --help\n      how it is called`;

/** The help that is asked for, if any. */
function askedHelp(name: string, args: string[]): string | undefined {
  if (['', 'help', '--help', '-h'].includes(name)) return help();
  const isAsked = args.includes('--help') || args.includes('-h');
  return isAsked && isCommand(name) ? helpOf(commands[name]) : undefined;
}

async function main([name = '', ...args]: string[]): Promise<void> {
  const asked = askedHelp(name, args);
  if (asked) return console.log(asked);
  // A command takes seconds to load: help does not wait for that.
  const { refuseCommand, runCommand } = await import('./run-command.js');
  if (!isCommand(name)) return refuseCommand(`There is no command ${name}.\n${help()}`);
  await runCommand(name, { args, env: process.env, help: helpOf(commands[name]) });
}

await main(process.argv.slice(2));
