import { readFileSync } from 'node:fs';
import type { SettingFault } from './config-error.js';
import { notesOf, Settings, type SettingName } from './settings.schema.js';

export type Environment = Record<string, string | undefined>;

/** Reads the settings from the environment. An empty value counts as unset; NAME_FILE may name a file with a secret. */
export function readEnvironment(env: Environment, faults: SettingFault[]) {
  const names = Object.keys(Settings.shape) as SettingName[];
  return Object.fromEntries(
    names.map((name) => [name, valueOf(name, env, faults)]).filter(([, value]) => value !== undefined),
  );
}

function valueOf(name: SettingName, env: Environment, faults: SettingFault[]) {
  const direct = env[name]?.trim() || undefined;
  const file = notesOf(name).secret ? env[`${name}_FILE`]?.trim() : undefined;
  if (!file) return direct;
  if (direct !== undefined) faults.push({ setting: name, message: `is given twice: here and as ${name}_FILE` });
  return direct ?? contentOf(file, `${name}_FILE`, faults);
}

function contentOf(file: string, setting: string, faults: SettingFault[]) {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    faults.push({ setting, message: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}` });
    return undefined;
  }
}
