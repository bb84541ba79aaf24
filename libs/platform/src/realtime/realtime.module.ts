import { Global, Module } from '@nestjs/common';
import { Realtime } from './realtime.js';

/** Hints to sockets, from api and worker alike. Needs Config and Log. */
@Global()
@Module({ providers: [Realtime], exports: [Realtime] })
export class RealtimeModule {}
