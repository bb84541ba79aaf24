import { z } from 'zod';
import { Instant } from './common.js';
import { endpoint } from './endpoint.js';

/** What the operator of the installation should look at. */
export const InstallationNotes = z.object({
  /**
   * The peer that first sent X-Forwarded-For without being named in TRUSTED_PROXIES. Everyone behind such a proxy is
   * one peer to all limits. Null when there was none since the start.
   */
  undeclaredProxy: z.object({ peer: z.string(), since: Instant, setting: z.literal('TRUSTED_PROXIES') }).nullable(),
});
export type InstallationNotes = z.infer<typeof InstallationNotes>;

export const getInstallationNotes = endpoint({
  method: 'GET',
  path: '/api/v1/installation/notes',
  access: 'admin',
  summary: 'What the operator should look at: a proxy that is not declared',
  response: InstallationNotes,
});

/** What everyone may know of the installation. */
export const Installation = z.object({
  /** There is no workspace yet: no agent can sign in before the operator has used the one-time link. */
  isFresh: z.boolean(),
});

export const getInstallation = endpoint({
  method: 'GET',
  path: '/api/v1/installation',
  access: 'public',
  summary: 'Whether the installation still has to be set up',
  response: Installation,
});
