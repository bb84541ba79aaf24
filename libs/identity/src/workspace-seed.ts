import { DiscoveryService } from '@nestjs/core';
import { type Tx, decoratedProviders } from '#libs/platform';

/** What is known of a workspace when it is created. */
export interface NewWorkspace {
  id: string;
  name: string;
  locale: string;
  timeZone: string;
}

/** Seeds a new workspace, in the transaction that creates it. All seeded rows can be changed and deleted later. */
export interface WorkspaceSeed {
  seed(tx: Tx, workspace: NewWorkspace): Promise<void>;
}

const seeding = DiscoveryService.createDecorator<object>();

/** Marks a provider of an api module as a seed of new workspaces. Seeds run in no particular order. */
export function WorkspaceSeed() {
  return (target: new (...needs: never[]) => WorkspaceSeed): void => void seeding()(target);
}

export const findSeeds = (discovery: DiscoveryService): WorkspaceSeed[] =>
  decoratedProviders<object, WorkspaceSeed>(discovery, seeding).map(({ provider }) => provider);
