import { Module } from '@nestjs/common';
import { CoreModule } from '../core/core.module.js';
import { FilesController } from './files.controller.js';
import { FetchRemoteImage } from './fetch-remote-image.js';
import { OpenFile } from './open-file.js';
import { RemoteImageController } from './remote-image.controller.js';
import { StoreFiles } from './store-files.js';
import { Uploads } from './uploads.js';

@Module({
  imports: [CoreModule],
  controllers: [FilesController, RemoteImageController],
  providers: [FetchRemoteImage, OpenFile, StoreFiles, Uploads],
  exports: [CoreModule, StoreFiles, Uploads],
})
export class FilesApiModule {}

@Module({ imports: [CoreModule], providers: [StoreFiles], exports: [CoreModule, StoreFiles] })
export class FilesWorkerModule {}
