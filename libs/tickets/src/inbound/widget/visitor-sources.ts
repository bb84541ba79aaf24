import type { ReadyChannel } from '#libs/channels';

/** Whether somebody is there to answer, and until when that holds; null where no hours are kept. */
export interface VisitorAvailability {
  of(channel: ReadyChannel): Promise<{ open: boolean; until: Date | null } | null>;
}

/** Nest token under which whoever keeps business hours provides them. */
export const VISITOR_AVAILABILITY = Symbol('availability for visitors');
