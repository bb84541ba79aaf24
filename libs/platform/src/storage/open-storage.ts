import type { Config } from '../config/index.js';
import { FolderStorage } from './folder-storage.js';
import { S3Storage } from './s3-storage.js';
import type { Storage } from './storage.js';

/** The storage that STORAGE_URL names. */
export const openStorage = ({ storage }: Config): Storage =>
  storage.kind === 's3' ? new S3Storage(storage) : new FolderStorage(storage.path);
