import { seedDemo } from '#libs/demo';
import { loadConfig, startProgram } from '#libs/platform';
import { migrateDatabase } from './migrate-database.js';
import { withConnection } from './with-database.js';

/** The entry of the service that migrates once, under an advisory lock, before api and worker start. */
await startProgram(async () => {
  const config = loadConfig(process.env);
  const applied = await migrateDatabase(config);
  console.log(applied.length ? `Applied ${applied.join(', ')}` : 'The database is up to date');
  if (config.demo && (await withConnection(config, seedDemo))) console.log('The demo workspace is made');
});
