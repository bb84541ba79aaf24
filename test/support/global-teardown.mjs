/** Stops the run's Postgres and removes its data. */
export default async function globalTeardown() {
  await globalThis.waypostTestPostgres?.end();
}
