import { swcOptions } from './scripts/lib/swc.mjs';

export default {
  rootDir: '.',
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/support/test-runner.mjs',
  testMatch: ['<rootDir>/test/**/*.spec.ts', '<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swcOptions, sourceMaps: 'inline' }] },
  // Not `data.json.js`, as packages call a module beside its JSON: without the ending it would be the JSON.
  moduleNameMapper: { '^(\\.{1,2}/.*)(?<!\\.json)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  workerIdleMemoryLimit: '1200MB',
  testTimeout: 60_000,
  setupFiles: ['<rootDir>/test/support/record-statements.mjs'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};
