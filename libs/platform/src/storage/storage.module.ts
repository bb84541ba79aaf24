import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { openStorage } from './open-storage.js';
import { Storage } from './storage.js';

/** The storage that STORAGE_URL names. Needs Config. */
@Global()
@Module({
  providers: [{ provide: Storage, inject: [Config], useFactory: openStorage }],
  exports: [Storage],
})
export class StorageModule {}
