/** Stops the run's Postgres and removes its data. */
export default async function globalTeardown() {
  const { postgres, guard } = globalThis.waypostTestPostgres ?? {};
  await postgres?.stop();
  await guard?.now();
}
