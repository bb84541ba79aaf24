import type { ModuleRef } from '@nestjs/core';
import type { ReadyChannel } from '#libs/channels';
import type { VisitorArticle } from '#libs/contracts';

/** Whether somebody is there to answer, and until when that holds; null where no hours are kept. */
export interface VisitorAvailability {
  of(channel: ReadyChannel): Promise<{ open: boolean; until: Date | null } | null>;
}
/** Help pages for visitors: those that fit the words, or without words those asked for most. */
export interface VisitorHelp {
  search(channel: ReadyChannel, wish: { q: string; locale: string; limit: number }): Promise<VisitorArticle[]>;
}

/** Nest tokens under which whoever keeps business hours, or articles, provides them to the widget. */
export const VISITOR_AVAILABILITY = Symbol('availability for visitors');
export const VISITOR_HELP = Symbol('help for visitors');

/** What another part of the installation provides, when there is one. */
export function sourceOf<T>(modules: ModuleRef, token: symbol): T | null {
  try {
    return modules.get<T>(token, { strict: false });
  } catch {
    return null;
  }
}
