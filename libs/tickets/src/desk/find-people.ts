import { Controller, Injectable } from '@nestjs/common';
import { type FoundPerson, type InputOf, findPeople } from '#libs/contracts';
import { type AgentContext, CurrentAgent, ticketScope } from '#libs/identity';
import { Database, Endpoint, Input, readQuestion, rows } from '#libs/platform';
import { peopleNamed } from './find-people.queries.js';

/** Finds the contacts that a search names, among those whom the agent may know. */
@Injectable()
export class FindPeople {
  constructor(private readonly database: Database) {}

  async find(agent: AgentContext, { q, limit }: { q: string; limit: number }): Promise<FoundPerson[]> {
    const forms = readQuestion(q).map((terms) => terms.map(({ query }) => query));
    if (forms.length === 0) return [];
    const parameters: unknown[] = [];
    const asked = { scope: ticketScope(agent), forms, limit };
    return rows<FoundPerson>(this.database, peopleNamed(asked, parameters), parameters);
  }
}

@Controller()
export class PeopleController {
  constructor(private readonly people: FindPeople) {}

  @Endpoint(findPeople)
  async find(@Input() { query }: InputOf<typeof findPeople>, @CurrentAgent() agent: AgentContext) {
    return { items: await this.people.find(agent, query) };
  }
}
