import type { SlaTargets } from '#libs/contracts';
import { type Tx, newId } from '#libs/platform';
import type { Calendar } from '#libs/sla';
import type { DemoOffice } from './demo-office.js';
import { readData } from './demo-texts.js';
import { insertRows } from './support/insert-rows.js';

interface SlaData {
  policies: { name: string; position: number; channelTypes: string[]; inHours: boolean; targets: SlaTargets }[];
}
export interface DemoPolicy {
  id: string;
  hoursId: string | null;
  calendar: Calendar | null;
  channelTypes: string[];
  targets: SlaTargets;
}

/** Office hours and two policies that keep them: chats are answered sooner than mail. */
export async function seedSla(
  tx: Tx,
  { workspaceId, office: { name: officeName, calendar } }: { workspaceId: string; office: DemoOffice },
): Promise<DemoPolicy[]> {
  const { policies } = readData<SlaData>('sla');
  const hoursId = newId();
  await insertRows(tx, 'business_hours', [
    { workspace_id: workspaceId, id: hoursId, name: officeName, version: 1, created_at: new Date() },
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
