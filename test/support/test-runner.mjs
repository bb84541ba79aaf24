// Jest's own test runner, save where a file's modules come from. By itself jest evaluates the server and its packages
// anew for each file, which took about as much of the processor as the tests. Here files share one copy per worker,
// loaded by node. What a test changes in a module it therefore gives back, and what it changes in an application dies
// with that.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import './record-statements.mjs';
import './register-typescript.mjs';

const require = createRequire(import.meta.url);
const runInJest = circus.default;

/**
 * These keep modules of their own: a job is defined once per process and wants a handler there, and the tests of jobs
 * define some of their own; timers of the widget are jest's; what records statements is tried there.
 */
const ownModules = /[\\/](libs[\\/]platform[\\/]src[\\/](jobs|chain)|apps[\\/]widget|test[\\/]checks)[\\/]/;
let files = 0;

export default function runTests(globalConfig, config, environment, runtime, testPath, send) {
  if (ownModules.test(testPath)) return runInJest(globalConfig, config, environment, runtime, testPath, send);
  // Jest has set both up for stacks of its own realm: node maps ours to their sources by itself, if asked to.
  Error.prepareStackTrace = undefined;
  Error.stackTraceLimit = 20;
  process.setSourceMapsEnabled(true);
  return runInJest(globalConfig, config, nodeAsEnvironment(environment), nodeAsRuntime(runtime), testPath, send);
}

/** The globals of tests are those of node. */
const nodeAsEnvironment = (environment) => ({
  global: globalThis,
  handleTestEvent: environment.handleTestEvent?.bind(environment),
});

/** Modules of tests are loaded by node; circus itself anew for each file, since it keeps the file's tests. */
const nodeAsRuntime = (runtime) =>
  Object.assign(Object.create(runtime), {
    requireInternalModule: (file) => {
      delete require.cache[file];
      return require(file);
    },
    requireModule: require,
    setGlobalsForRuntime: () => undefined,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (file) => import(`${pathToFileURL(file)}?${files++}`),
  });
