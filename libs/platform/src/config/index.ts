export {
  BootRefused,
  ConfigError,
  type SettingFault,
  explainFailure,
  readEnvFile,
  startProgram,
} from './boot-refused.js';
export { Config, type ConfigValues, type DatabaseUrls } from './config.js';
export { loadConfig } from './load-config.js';
export { type WorkKind, type WorkLimits, usualIdleMs, usualLimits } from './work-limits.js';
export { renderEnvExample } from './render-env-example.js';
export type { S3Location, StorageLocation } from './storage-location.js';
