import type { StorePlatform } from './platforms/define-platform.js';
import * as each from './platforms/index.js';

/** Every shop platform. */
export const platforms: StorePlatform[] = Object.values(each);

export const platformOf = (type: string): StorePlatform | null =>
  platforms.find((platform) => platform.type === type) ?? null;
