import type { OpenWindow, SlaTargets } from '#libs/contracts';
import { type Tx, newId } from '#libs/platform';
import type { Calendar } from '#libs/sla';
import { insertRows } from './support/insert-rows.js';
import { readData } from './support/read-data.js';

interface SlaData {
  hours: { name: string; timeZone: string; weekday: [string, string]; weekend: [string, string]; holidays: string[] };
  policies: { name: string; position: number; channelTypes: string[]; inHours: boolean; targets: SlaTargets }[];
}
export interface DemoPolicy {
  id: string;
  hoursId: string | null;
  calendar: Calendar | null;
  channelTypes: string[];
  targets: SlaTargets;
}

/** Office hours and two policies: chats are answered around the clock, mail in office hours. */
export async function seedSla(tx: Tx, workspaceId: string): Promise<DemoPolicy[]> {
  const { hours, policies } = readData<SlaData>('sla');
  const hoursId = newId();
  const calendar = calendarOf(hours);
  await insertRows(tx, 'business_hours', [
    { workspace_id: workspaceId, id: hoursId, name: hours.name, version: 1, created_at: new Date() },
  ]);
  await insertRows(tx, 'business_hours_versions', [
    {
      workspace_id: workspaceId,
      hours_id: hoursId,
      version: 1,
      time_zone: calendar.timeZone,
      windows: calendar.windows,
      holidays: calendar.holidays,
      created_at: new Date(),
    },
  ]);
  const made = policies.map(({ inHours, ...policy }) => ({
    ...policy,
    id: newId(),
    hoursId: inHours ? hoursId : null,
    calendar: inHours ? calendar : null,
  }));
  await insertRows(
    tx,
    'sla_policies',
    made.map(({ id, name, position, channelTypes, targets, hoursId: hours_id }) => ({
      workspace_id: workspaceId,
      id,
      name,
      hours_id,
      targets,
      position,
      channel_types: channelTypes,
      store_ids: [],
      team_ids: [],
      version: 1,
      applied_version: 1,
      created_at: new Date(),
    })),
  );
  return made;
}

function calendarOf({ timeZone, weekday, weekend, holidays }: SlaData['hours']): Calendar {
  const window = (day: number, [from, to]: [string, string]): OpenWindow => ({ weekday: day, from, to });
  const year = new Date().getUTCFullYear();
  return {
    timeZone,
    windows: [1, 2, 3, 4, 5, 6, 7].map((day) => window(day, day > 5 ? weekend : weekday)),
    holidays: [year, year + 1].flatMap((each) => holidays.map((date) => `${each}-${date}`)).sort(),
  };
}
