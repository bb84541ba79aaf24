import { Controller } from '@nestjs/common';
import { type InputOf, createSavedReply, deleteSavedReply, listSavedReplies, updateSavedReply } from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Endpoint, Input } from '#libs/platform';
import { FindSavedReplies } from './find-saved-replies.js';
import { ManageSavedReplies } from './manage-saved-replies.js';

@Controller()
export class SavedRepliesController {
  constructor(
    private readonly finds: FindSavedReplies,
    private readonly manage: ManageSavedReplies,
  ) {}

  @Endpoint(listSavedReplies)
  list(@Input() { query }: InputOf<typeof listSavedReplies>, @CurrentAgent() agent: AgentContext) {
    return this.finds.find(agent, query);
  }

  @Endpoint(createSavedReply)
  create(@Input() { body }: InputOf<typeof createSavedReply>) {
    return this.manage.create(body);
  }

  @Endpoint(updateSavedReply)
  update(@Input() { params, body }: InputOf<typeof updateSavedReply>) {
    return this.manage.update(params.replyId, body);
  }

  @Endpoint(deleteSavedReply)
  delete(@Input() { params }: InputOf<typeof deleteSavedReply>) {
    return this.manage.delete(params.replyId);
  }
}
