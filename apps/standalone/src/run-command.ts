import { startProgram } from '#libs/platform';
import { StartRefused, say } from './progress.js';
import { type CommandTools, withDatabase } from './with-database.js';

interface Call {
  args: string[];
  env: NodeJS.ProcessEnv;
  help: string;
}
type Run = (tools: CommandTools, args: string[]) => Promise<string>;

/** Each with what it alone imports: another command does not wait for it. */
const commands = {
  'create-admin': async (): Promise<Run> => (await import('./create-admin.js')).createAdmin,
  'create-workspace': async (): Promise<Run> => (await import('./create-workspace.js')).createWorkspace,
};

/** Runs a command and prints its answer. `help` says how it is called. */
export async function runCommand(name: keyof typeof commands, call: Call): Promise<void> {
  await startProgram(async () => say(await answerOf(await commands[name](), call)));
}

/** Ends the program because of how it was called. */
export const refuseCommand = (reason: string): Promise<void> =>
  startProgram(() => Promise.reject(new StartRefused(reason)));

/** An unknown option is the caller's mistake: say how the command is called, without a stack. */
async function answerOf(run: Run, { args, env, help }: Call): Promise<string> {
  try {
    return await withDatabase(env, (tools) => run(tools, args));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('ERR_PARSE_ARGS_')) throw error;
    throw new StartRefused(`${message}\n${help}`);
  }
}
