import { DiscoveryService } from '@nestjs/core';
import { type Tx, decoratedProviders } from '#libs/platform';

/** What is known of a workspace when it is made. */
export interface NewWorkspace {
  id: string;
  name: string;
  locale: string;
  timeZone: string;
}

/** Gives a new workspace what it begins with, in the transaction that makes it. All of it can be changed and deleted later. */
export interface WorkspaceSeed {
  seed(tx: Tx, workspace: NewWorkspace): Promise<void>;
}

const seeding = DiscoveryService.createDecorator<object>();

/** Makes a provider of an api module a seed of new workspaces. Seeds run in no particular order. */
export function WorkspaceSeed() {
  return (target: new (...needs: never[]) => WorkspaceSeed): void => void seeding()(target);
}

export const findSeeds = (discovery: DiscoveryService): WorkspaceSeed[] =>
  decoratedProviders<object, WorkspaceSeed>(discovery, seeding).map(({ provider }) => provider);
