import { Controller } from '@nestjs/common';
import { type InputOf, listTemplates, syncTemplates } from '#libs/contracts';
import { Endpoint, Input, idPage } from '#libs/platform';
import { ListTemplates } from './list-templates.js';

@Controller()
export class TemplatesController {
  constructor(private readonly templates: ListTemplates) {}

  @Endpoint(listTemplates)
  async list(@Input() { params: { channelId }, query }: InputOf<typeof listTemplates>) {
    const sync = await this.templates.lastSync(channelId);
    const found = await idPage(query, (afterId, limit) => this.templates.page(channelId, afterId, limit));
    return { ...found, ...sync };
  }

  @Endpoint(syncTemplates)
  sync(@Input() { params }: InputOf<typeof syncTemplates>) {
    return this.templates.request(params.channelId);
  }
}
