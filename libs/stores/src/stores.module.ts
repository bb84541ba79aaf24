import { Controller, Module } from '@nestjs/common';
import { type InputOf, createStore, listStorePlatforms, listStores, updateStore } from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Endpoint, Input, idPage } from '#libs/platform';
import { describePlatform, platforms } from './all-platforms.js';
import { FindStore } from './find-store.js';
import { ManageStores } from './manage-stores.js';

@Controller()
class StoresController {
  constructor(private readonly stores: ManageStores) {}

  @Endpoint(listStorePlatforms)
  platforms(@Input() { query }: InputOf<typeof listStorePlatforms>) {
    return { items: platforms.map((platform) => describePlatform(platform, query.locale)) };
  }

  @Endpoint(listStores)
  list(@Input() { query }: InputOf<typeof listStores>) {
    return idPage(query, (afterId, limit) => this.stores.list(afterId, limit));
  }

  @Endpoint(createStore)
  create(@Input() { body }: InputOf<typeof createStore>, @CurrentAgent() agent: AgentContext) {
    return this.stores.create(agent, body);
  }

  @Endpoint(updateStore)
  update(@Input() { params, body }: InputOf<typeof updateStore>, @CurrentAgent() agent: AgentContext) {
    return this.stores.update(agent, params.storeId, body);
  }
}

@Module({
  controllers: [StoresController],
  providers: [FindStore, ManageStores],
  exports: [FindStore],
})
export class StoresApiModule {}
