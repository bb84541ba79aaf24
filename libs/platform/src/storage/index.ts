export { FolderStorage } from './folder-storage.js';
export { openStorage } from './open-storage.js';
export { S3Storage } from './s3-storage.js';
export { Storage, StorageUnavailable, StoredFileMissing, type StoredFile } from './storage.js';
export { StorageModule } from './storage.module.js';
