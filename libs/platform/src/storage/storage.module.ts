import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { FolderStorage } from './folder-storage.js';
import { S3Storage } from './s3-storage.js';
import { Storage } from './storage.js';

/** The storage that STORAGE_URL names. */
export const openStorage = ({ storage }: Config): Storage =>
  storage.kind === 's3' ? new S3Storage(storage) : new FolderStorage(storage.path);

/** Provides it to every module. Needs Config. */
@Global()
@Module({
  providers: [{ provide: Storage, inject: [Config], useFactory: openStorage }],
  exports: [Storage],
})
export class StorageModule {}
