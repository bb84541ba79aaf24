import { BootRefused } from './boot-refused.js';

/** What is wrong with which setting. */
export interface SettingFault {
  setting: string;
  message: string;
}

/** Thrown at boot: names every bad setting at once, and never the value of a secret one. */
export class ConfigError extends BootRefused {
  override readonly name = 'ConfigError';

  constructor(readonly faults: SettingFault[]) {
    super(
      `Waypost cannot start with these settings:\n${faults.map(({ setting, message }) => `  ${setting}: ${message}`).join('\n')}`,
    );
  }
}
