export * from './define-channel.js';
export { adapters } from './adapters/index.js';
export { destinationFields, secretFields, settingsForm, type SettingsField, type SettingsForm } from './settings/settings-form.js';
export { maskSettings, splitSecrets } from './settings/mask-settings.js';
export { changedDestinations, mergeSettings, missingSecrets } from './settings/merge-settings.js';
