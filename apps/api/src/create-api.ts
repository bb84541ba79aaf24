import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Config, type Log, NestLog, SocketAdapter } from '#libs/platform';
import { ApiModule } from './api.module.js';
import { setUpHttp } from './set-up-http.js';

/** The api, wired and ready to listen. */
export async function createApi(config: Config, log: Log): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(await ApiModule.with(config, log), {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  setUpHttp(app, config, log);
  app.useWebSocketAdapter(new SocketAdapter(app));
  return app;
}

/** Listens where the settings say. */
export async function listen(app: NestExpressApplication, config: Config): Promise<void> {
  await app.listen(config.port, config.host);
}
