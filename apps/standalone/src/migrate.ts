import { type Config, loadConfig, startProgram } from '#libs/platform';
import { migrateDatabase, withConnection } from './with-database.js';

/** The entry of the service that migrates once, under an advisory lock, before api and worker start. */
await startProgram(async () => {
  const config = loadConfig(process.env);
  const applied = await migrateDatabase(config);
  console.log(applied.length ? `Applied ${applied.join(', ')}` : 'The database is up to date');
  if (config.demo) await seed(config);
});

async function seed(config: Config) {
  // The demo imports everything that the product is made of: most migrations start sooner without it.
  const { seedDemo } = await import('#libs/demo');
  if (await withConnection(config, seedDemo)) console.log('The demo workspace is made');
}
