import type { TicketEvent } from '#libs/contracts';

/** An entry of history as a person would say it: `Bo: assignee none → Cy`. */
export function describeEvent({ type, actor, data }: TicketEvent, names: Map<string, string>): string {
  const who = (actor.id && names.get(actor.id)) ?? actor.kind;
  if (!('to' in data)) return `${who}: ${type}`;
  const until = data['until'] ? ` until ${String(data['until'])}` : '';
  return `${who}: ${type} ${said(data['from'], names)} → ${said(data['to'], names)}${until}`;
}

function said(value: unknown, names: Map<string, string>): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  return names.get(String(value)) ?? String(value);
}
