import { Controller } from '@nestjs/common';
import { type InputOf, getRetention, updateRetention } from '#libs/contracts';
import { Endpoint, Input } from '#libs/platform';
import { type AgentContext, CurrentAgent } from './agent-context.js';
import { ManageRetention } from './manage-retention.js';

@Controller()
export class RetentionController {
  constructor(private readonly retention: ManageRetention) {}

  @Endpoint(getRetention)
  read() {
    return this.retention.read();
  }

  @Endpoint(updateRetention)
  update(@Input() { body }: InputOf<typeof updateRetention>, @CurrentAgent() agent: AgentContext) {
    return this.retention.update(agent, body);
  }
}
