export { BootRefused, explainFailure, startProgram } from './boot-refused.js';
export { Config, type ConfigValues, type DatabaseUrls } from './config.js';
export { ConfigError, type SettingFault } from './config-error.js';
export { loadConfig } from './load-config.js';
export { type WorkKind, type WorkLimits, usualLimits } from './work-limits.js';
export { renderEnvExample } from './render-env-example.js';
export type { S3Location, StorageLocation } from './storage-location.js';
