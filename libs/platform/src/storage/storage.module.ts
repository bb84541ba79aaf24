import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { FolderStorage } from './folder-storage.js';
import { S3Storage } from './s3-storage.js';
import { Storage } from './storage.js';

/** The storage that STORAGE_URL names. Needs Config. */
@Global()
@Module({
  providers: [{ provide: Storage, inject: [Config], useFactory: ({ storage }: Config) => (storage.kind === 's3' ? new S3Storage(storage) : new FolderStorage(storage.path)) }],
  exports: [Storage],
})
export class StorageModule {}
