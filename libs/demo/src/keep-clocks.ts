import type { Priority } from '#libs/contracts';
import type { TicketFacts } from '#libs/reports';
import {
  type Clock,
  chipOf,
  meetClock,
  noteAnswer,
  noteLateness,
  noteResolution,
  pauseClock,
  reopenClock,
  resumeClock,
  startClock,
} from '#libs/sla';
import { type DemoWorld, idAt } from './demo-world.js';
import type { DemoPolicy } from './seed-sla.js';
import type { Moment, TicketRecord } from './ticket-record.js';
import type { TicketScript } from './ticket-script.js';

/** A ticket's clocks and facts by now. */
export interface KeptTime {
  clocks: Clock[];
  facts: TicketFacts;
}

const kinds = [
  ['first_response', 'firstResponseSeconds'],
  ['resolution', 'resolutionSeconds'],
] as const;

/**
 * Runs a ticket's clocks through its history, up to now: past breaches are stored as past, so that a worker fires only
 * what becomes due from now on.
 */
export function keepClocks(world: DemoWorld, script: TicketScript, policies: DemoPolicy[]): KeptTime {
  const policy = policies.find(
    ({ channelTypes }) => channelTypes.length === 0 || channelTypes.includes(script.opening.channel.type),
  )!;
  let clocks = start(world, script, policy);
  for (const moment of script.moments) clocks = clocks.map((clock) => react(fire(clock, moment.at), moment, policy));
  clocks = clocks
    .map((clock) => fire(clock, world.now))
    .filter(({ state }) => script.status !== 'closed' || state === 'met' || state === 'breached');
  for (const clock of clocks)
    if (clock.breachedAt)
      script.noteBreach(clock.breachedAt.getTime(), {
        kind: clock.kind,
        dueAt: clock.dueAt?.toISOString() ?? null,
        targetSeconds: clock.targetSeconds,
      });
  return { clocks, facts: noteLateness(factsOf(script, policy), clocks) };
}

/** The clock that lists show; a closed ticket shows none. */
export const chipColumns = (script: TicketRecord, clocks: Clock[]) => {
  const chip = script.status === 'closed' ? null : chipOf(clocks);
  return { clock: chip, clock_state: chip?.state ?? null, clock_due_at: chip?.dueAt ?? null };
};

function start(world: DemoWorld, { id, opening, priority }: TicketRecord, policy: DemoPolicy): Clock[] {
  const at = new Date(opening.at);
  return kinds.map(([kind, target]) => {
    const asked = {
      policyId: policy.id,
      policyVersion: 1,
      hoursId: policy.hoursId,
      hoursVersion: policy.hoursId ? 1 : null,
      targetSeconds: policy.targets[priority as Priority][target]!,
    };
    return startClock(idAt(world, opening.at), id, kind, asked, policy.calendar, at);
  });
}

/** The warning and breach of a clock that ran until this time. */
function fire(clock: Clock, at: number): Clock {
  if (clock.state !== 'running') return clock;
  const { warnAt, dueAt } = clock;
  const warned =
    warnAt && warnAt.getTime() <= at ? { ...clock, warnedAt: clock.warnedAt ?? warnAt, nextAt: dueAt } : clock;
  return dueAt && dueAt.getTime() <= at ? { ...warned, state: 'breached', breachedAt: dueAt, nextAt: null } : warned;
}

function react(clock: Clock, { at, what }: Moment, { calendar }: DemoPolicy): Clock {
  const when = new Date(at);
  if (clock.kind === 'first_response') return what === 'answered' ? meetClock(clock, calendar, when) : clock;
  if (what === 'resolved') return meetClock(clock, calendar, when);
  if (what === 'paused') return pauseClock(clock, calendar, when);
  return what === 'reopened' ? resumeClock(reopenClock(clock, calendar, when), calendar, when) : clock;
}

function factsOf({ id, opening, teamId, moments, resolvedAt }: TicketRecord, { calendar }: DemoPolicy): TicketFacts {
  const { at, channel } = opening;
  const answer = moments.find(({ what }) => what === 'answered');
  const fresh: TicketFacts = {
    ticketId: id,
    createdAt: new Date(at),
    channelId: channel.id,
    channelType: channel.type,
    storeId: channel.storeId,
    teamId,
    byAgent: false,
    answeredAt: null,
    responseSeconds: null,
    responseBusinessSeconds: null,
    responseLate: null,
    resolvedAt: null,
    resolutionSeconds: null,
    resolutionBusinessSeconds: null,
    resolutionLate: null,
  };
  return noteResolution(
    noteAnswer(fresh, calendar, answer ? new Date(answer.at) : null),
    calendar,
    resolvedAt ? new Date(resolvedAt) : null,
  );
}
