import { Module } from '@nestjs/common';
import { FindStore } from './find-store.js';
import { ManageStores } from './manage-stores.js';
import { StoresController } from './stores.controller.js';

@Module({
  controllers: [StoresController],
  providers: [FindStore, ManageStores],
  exports: [FindStore],
})
export class StoresApiModule {}
