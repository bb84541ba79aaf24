import { z } from 'zod';
import { Email, Id, Instant, Line, Locale, PageQuery, Secret, TimeZone, page } from './common.js';
import { SettingsSchema } from './channels.js';
import { endpoint } from './endpoint.js';
import { Role } from './sessions.js';

export const Agent = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  onlyAssigned: z.boolean(),
  teamIds: z.array(Id),
  state: z.enum(['invited', 'active', 'deactivated']),
  createdAt: Instant,
});
export type Agent = z.infer<typeof Agent>;

export const listAgents = endpoint({
  method: 'GET',
  path: '/api/v1/agents',
  access: 'agent',
  summary: 'The agents of the workspace',
  query: PageQuery,
  response: page(Agent),
});
export const InvitedAgent = Agent.extend({
  /** The invitation link, valid once and for three days, when the installation cannot send mail; otherwise null. */
  invitationLink: z.url().nullable(),
});
export type InvitedAgent = z.infer<typeof InvitedAgent>;
export const inviteAgent = endpoint({
  method: 'POST',
  path: '/api/v1/agents',
  access: 'admin',
  status: 201,
  summary: 'Invite an agent by mail, or by a link to hand over where no mail can leave',
  body: z.strictObject({
    email: Email,
    name: Line(80),
    role: Role,
    onlyAssigned: z.boolean().default(false),
    teamIds: z.array(Id).max(50).default([]),
  }),
  response: InvitedAgent,
});
export const updateAgent = endpoint({
  method: 'PATCH',
  path: '/api/v1/agents/{agentId}',
  access: 'admin',
  summary:
    'Change role, teams or state of an agent; a deactivated one is signed out at once, and one who never joined comes back as invited',
  params: z.strictObject({ agentId: Id }),
  body: z.strictObject({
    role: Role.optional(),
    onlyAssigned: z.boolean().optional(),
    teamIds: z.array(Id).max(50).optional(),
    deactivated: z.boolean().optional(),
  }),
  response: Agent,
});

export const Team = z.object({ id: Id, name: z.string(), agentIds: z.array(Id) });
export type Team = z.infer<typeof Team>;
const TeamInput = z.strictObject({ name: Line(80), agentIds: z.array(Id).max(500).default([]) });
export const listTeams = endpoint({
  method: 'GET',
  path: '/api/v1/teams',
  access: 'agent',
  summary: 'The teams of the workspace',
  query: PageQuery,
  response: page(Team),
});
export const createTeam = endpoint({
  method: 'POST',
  path: '/api/v1/teams',
  access: 'admin',
  status: 201,
  summary: 'Make a team',
  body: TeamInput,
  response: Team,
});
export const updateTeam = endpoint({
  method: 'PATCH',
  path: '/api/v1/teams/{teamId}',
  access: 'admin',
  summary: 'Rename a team or set its agents',
  params: z.strictObject({ teamId: Id }),
  body: z.strictObject({ name: Line(80).optional(), agentIds: z.array(Id).max(500).optional() }),
  response: Team,
});
export const deleteTeam = endpoint({
  method: 'DELETE',
  path: '/api/v1/teams/{teamId}',
  access: 'admin',
  status: 204,
  summary: 'Delete a team; its tickets stay, without a team',
  params: z.strictObject({ teamId: Id }),
});

const WatchDays = z.number().int().min(1).max(60);
/**
 * Whether buyers are notified of a promise that passes in silence: after so many days without a scan, and so many after
 * the promised date.
 */
export const PromiseWatch = z.object({ active: z.boolean(), silentDays: WatchDays, lateDays: WatchDays });
const PromiseWatchChange = z.strictObject(PromiseWatch.partial().shape).optional();

export const Store = z.object({
  id: Id,
  name: z.string(),
  domain: z.string().nullable(),
  /** One of the shop platforms. */
  platform: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  promiseWatch: PromiseWatch,
  /** The platform's settings. Secrets are write-only: each is true here when set, otherwise false. */
  settings: z.record(z.string(), z.unknown()),
  /** The URL for the platform's webhooks; null for a platform without webhooks. */
  webhookUrl: z.string().nullable(),
});
export type Store = z.infer<typeof Store>;
const Domain = z
  .string()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/);
const Currency = z.string().regex(/^[A-Z]{3}$/);
export const StorePlatform = z.object({
  type: z.string(),
  label: z.string(),
  /** Its settings, described as those of a channel. */
  settings: SettingsSchema,
  /** Whether it sends webhooks, and where to enter their URL. */
  webhooks: z.object({ hint: z.string() }).nullable(),
});
export const listStorePlatforms = endpoint({
  method: 'GET',
  path: '/api/v1/store-platforms',
  access: 'agent',
  summary: 'The shop platforms: how they are called in a language, and what a store of theirs is set up with',
  query: z.strictObject({ locale: Locale.optional() }),
  response: z.object({ items: z.array(StorePlatform) }),
});
export const listStores = endpoint({
  method: 'GET',
  path: '/api/v1/stores',
  access: 'agent',
  summary: 'The stores of the workspace',
  query: PageQuery,
  response: page(Store),
});
export const createStore = endpoint({
  method: 'POST',
  path: '/api/v1/stores',
  access: 'admin',
  status: 201,
  summary: 'Add a store',
  body: z.strictObject({
    name: Line(80),
    domain: Domain.optional(),
    platform: z.string().max(40).default('api'),
    settings: z.record(z.string(), z.unknown()).optional(),
    /** The same as in `settings`. */
    webhookSecret: Secret.optional(),
    locale: Locale.default('en'),
    timeZone: TimeZone.default('UTC'),
    currency: Currency.default('EUR'),
    promiseWatch: PromiseWatchChange,
  }),
  response: Store,
});
export const updateStore = endpoint({
  method: 'PATCH',
  path: '/api/v1/stores/{storeId}',
  access: 'admin',
  summary: 'Change a store',
  params: z.strictObject({ storeId: Id }),
  body: z.strictObject({
    name: Line(80).optional(),
    domain: Domain.nullable().optional(),
    /** null removes a setting; one that is left out is unchanged. */
    settings: z.record(z.string(), z.unknown()).optional(),
    /** The same as in `settings`. */
    webhookSecret: Secret.optional(),
    locale: Locale.optional(),
    timeZone: TimeZone.optional(),
    currency: Currency.optional(),
    promiseWatch: PromiseWatchChange,
  }),
  response: Store,
});
