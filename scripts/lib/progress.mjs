/** Runs one step and reports it in a line: what is done, and how long it took. */
export async function step(doing, work) {
  const began = performance.now();
  console.log(`… ${doing}`);
  const result = await work();
  console.log(`✓ ${doing} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}

/** A failure that its message explains: no stack is shown. */
export class Explained extends Error {}

/** Runs a script's main function; what fails ends the process with its message and exit code 1. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(error instanceof Explained ? `✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
