import type { EndpointDefinition } from '#libs/contracts';

/** What the operations of a tag are about: the part of a path after the version. */
const descriptions: Record<string, string> = {
  agents: 'The people who answer',
  articles: 'Pages of answers, per language',
  attachments: 'Files of messages',
  'audit-entries': 'What admins changed',
  'business-hours': 'Calendars by which clocks count',
  'channel-kinds': 'What kinds of channel there are',
  channels: 'The ways in which customers write',
  'contact-notices': 'News of orders for buyers',
  contacts: 'Customers',
  'dead-letters': 'What could not be handled',
  'failed-deliveries': 'Answers that did not arrive',
  installation: 'The installation itself',
  invitations: 'Becoming an agent',
  links: 'Links that can be used once',
  'password-resets': 'A new password by mail',
  reports: 'Figures',
  retention: 'What is kept for how long',
  'saved-replies': 'Texts with variables',
  sessions: 'Signing in and out',
  setup: 'The first workspace',
  'sla-policies': 'Targets for answers',
  'store-platforms': 'What shops may run on',
  'stored-placeholders': 'Texts with placeholders of other programs',
  stores: 'The shops',
  teams: 'Agents together',
  'ticket-numbers': 'A ticket by its number',
  tickets: 'Customers’ matters, and what is said and done about them',
  trouble: 'What waits for an admin',
  visitor: 'The chat on shop pages',
};

/** The tag of an operation's path. */
export const tagOf = (path: string): string => path.split('/')[3] ?? 'api';

/** The tags of these operations with their descriptions. Throws for one that is not described above. */
export function tags(endpoints: Pick<EndpointDefinition, 'path'>[]): { name: string; description: string }[] {
  return [...new Set(endpoints.map(({ path }) => tagOf(path)))].sort().map((name) => {
    const description = descriptions[name];
    if (!description) throw new Error(`The tag ${name} has no description in ${import.meta.url}`);
    return { name, description };
  });
}
