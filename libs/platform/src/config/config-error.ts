import { BootRefused } from './boot-refused.js';

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
