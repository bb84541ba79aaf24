import { z } from 'zod';
import { Email, Id, Line, Locale, TimeZone } from './common.js';
import { endpoint } from './endpoint.js';

export const Role = z.enum(['admin', 'manager', 'agent']);
export type Role = z.infer<typeof Role>;

/** A one-time token from a link's fragment: 256 random bits, base64url. */
export const OneTimeToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const Password = z.string().min(10).max(200);

export const Me = z.object({
  agent: z.object({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: Role,
    onlyAssigned: z.boolean(),
    teamIds: z.array(Id),
  }),
  workspace: z.object({ id: Id, name: z.string(), locale: z.string(), timeZone: z.string(), demo: z.boolean() }),
  workspaces: z.array(z.object({ id: Id, name: z.string() })),
  preferences: z.record(z.string(), z.unknown()),
});
export type Me = z.infer<typeof Me>;

export const createSession = endpoint({
  method: 'POST',
  path: '/api/v1/sessions',
  access: 'public',
  status: 201,
  summary: 'Sign in to one workspace; without workspaceId the one last used',
  body: z.strictObject({ email: Email, password: z.string().min(1).max(200), workspaceId: Id.optional() }),
  response: Me.extend({ token: z.string() }),
});
export const getCurrentSession = endpoint({
  method: 'GET',
  path: '/api/v1/sessions/current',
  access: 'agent',
  summary: 'Who is signed in',
  response: Me,
});
export const switchWorkspace = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/current/workspace',
  access: 'agent',
  status: 201,
  summary: 'A session in another of the account’s workspaces, in place of this one',
  body: z.strictObject({ workspaceId: Id }),
  response: Me.extend({ token: z.string() }),
});
export const deleteCurrentSession = endpoint({
  method: 'DELETE',
  path: '/api/v1/sessions/current',
  access: 'agent',
  status: 204,
  summary: 'Sign out',
});
export const updatePreferences = endpoint({
  method: 'PATCH',
  path: '/api/v1/sessions/current/preferences',
  access: 'agent',
  summary: 'Keep settings of this agent’s screens: theme, language, direction, density',
  body: z.strictObject({
    theme: z.enum(['system', 'light', 'dark']).optional(),
    locale: z.string().max(35).optional(),
    density: z.enum(['comfortable', 'compact']).optional(),
    sendWith: z.enum(['enter', 'mod-enter']).optional(),
  }),
  response: Me,
});
export const requestPasswordReset = endpoint({
  method: 'POST',
  path: '/api/v1/password-resets',
  access: 'public',
  status: 202,
  summary: 'Mail a link to set a new password; the answer is the same whether the account exists',
  body: z.strictObject({ email: Email }),
});
export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/v1/password-resets/redeem',
  access: 'public',
  status: 204,
  summary: 'Set a new password with the token of the mailed link; ends every session of the account',
  body: z.strictObject({ token: OneTimeToken, password: Password }),
});
export const changePassword = endpoint({
  method: 'POST',
  path: '/api/v1/sessions/current/password',
  access: 'agent',
  status: 204,
  summary: 'Change the password; needs the current one and ends every other session',
  body: z.strictObject({ currentPassword: z.string().min(1).max(200), password: Password }),
});
export const checkLink = endpoint({
  method: 'POST',
  path: '/api/v1/links/check',
  access: 'public',
  status: 204,
  summary: 'Tell whether the token of a one-time link is still good, without using it up; refuses as its use would',
  body: z.strictObject({ kind: z.enum(['reset', 'invitation', 'setup']), token: OneTimeToken }),
});
export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/api/v1/invitations/redeem',
  access: 'public',
  status: 201,
  summary: 'Join a workspace with the token of the mailed link',
  body: z.strictObject({ token: OneTimeToken, name: Line(80), password: Password }),
  response: Me.extend({ token: z.string() }),
});
export const setUp = endpoint({
  method: 'POST',
  path: '/api/v1/setup',
  access: 'public',
  status: 201,
  summary: 'Make the first workspace and its admin with the token of the set-up link',
  body: z.strictObject({
    token: OneTimeToken,
    workspaceName: Line(80),
    name: Line(80),
    email: Email,
    password: Password,
    /** Time zone and language of the team, for the seeds of the workspace. */
    timeZone: TimeZone.default('UTC'),
    locale: Locale.default('en'),
  }),
  response: Me.extend({ token: z.string() }),
});
