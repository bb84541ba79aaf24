import { existsSync } from 'node:fs';
import { inspect } from 'node:util';

/** A start failed for a reason that the operator can mend. The message explains it and is shown without a stack. */
export class BootRefused extends Error {
  override readonly name: string = 'BootRefused';
}

/** The text for a failed start: the message alone when the operator can act on it, otherwise with the stack. */
export function explainFailure(error: unknown): string {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `✗ Something else listens on port ${port}. Choose another with PORT or SMTP_PORT.`;
  return error instanceof BootRefused ? `✗ ${error.message}` : inspect(error);
}

/**
 * Adds the settings of `.env` in the current folder to the environment, as Docker Compose does; what the environment
 * already has comes first. ENV_FILE names another file, or none when it is empty.
 */
export function readEnvFile(env: NodeJS.ProcessEnv = process.env): void {
  const file = env.ENV_FILE ?? '.env';
  if (file && (env.ENV_FILE || existsSync(file))) loadEnvFile(file);
}

function loadEnvFile(file: string): void {
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new BootRefused(`ENV_FILE: ${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** Starts a program with the settings of `.env`. When that fails, prints why and exits. */
export async function startProgram(start: () => Promise<void>): Promise<void> {
  try {
    readEnvFile();
    await start();
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exit(1);
  }
}

/** A setting and what is wrong with it. */
export interface SettingFault {
  setting: string;
  message: string;
}

/** Thrown at boot. Names all invalid settings, but no value of a secret one. */
export class ConfigError extends BootRefused {
  override readonly name = 'ConfigError';

  constructor(readonly faults: SettingFault[]) {
    super(
      `Waypost cannot start with these settings:\n${faults.map(({ setting, message }) => `  ${setting}: ${message}`).join('\n')}`,
    );
  }
}
