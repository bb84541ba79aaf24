import type { BusinessHours, Problem, SlaClock, SlaPolicy } from '#libs/contracts';
import type { Client } from '../support/client.js';
import { until } from '../support/until.js';
import { visit } from '../support/visitor.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { withOwner } from '../support/with-owner.js';

const target = { firstResponseSeconds: 3_600, resolutionSeconds: 28_800 };
const targets = { low: target, normal: target, high: target, urgent: target };
const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
const office = {
  name: 'Office',
  timeZone: 'Europe/Copenhagen',
  windows: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '09:00', to: '12:00' },
    { weekday, from: '13:00', to: '17:00' },
  ]),
  holidays: ['2026-12-25', '2026-12-24', '2026-12-25'],
};

describe('SLA policies and business hours', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let channelId: string;
  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    channelId = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body.id;
  });
  afterAll(() => waypost?.close());

  const patch = <T>(path: string, body: object) => admin.send<T>('PATCH', path, { body });
  const availability = async () =>
    (
      await waypost.anonymous.get<{ availability: { open: boolean; until: string | null } | null }>(
        `/api/v1/visitor/config?channelId=${channelId}`,
      )
    ).body.availability;
  const clocksOf = async (ticketId: string) =>
    (await admin.get<{ items: SlaClock[] }>(`/api/v1/tickets/${ticketId}/clocks`)).body.items;

  it('are kept, changed and deleted', async () => {
    const hours = await admin.post<BusinessHours>('/api/v1/business-hours', office);
    expect(hours).toMatchObject({
      status: 201,
      body: { ...office, holidays: ['2026-12-24', '2026-12-25'], version: 1 },
    });
    expect(
      (await patch<BusinessHours>(`/api/v1/business-hours/${hours.body.id}`, { name: 'Copenhagen' })).body,
    ).toMatchObject({ name: 'Copenhagen', version: 1, windows: office.windows });
    expect(
      (await patch<BusinessHours>(`/api/v1/business-hours/${hours.body.id}`, { timeZone: 'Europe/Oslo' })).body,
    ).toMatchObject({ name: 'Copenhagen', version: 2, timeZone: 'Europe/Oslo', windows: office.windows });
    const policy = await admin.post<SlaPolicy>('/api/v1/sla-policies', {
      name: 'Mail',
      targets,
      hoursId: hours.body.id,
      channelTypes: ['email'],
    });
    expect(policy).toMatchObject({
      status: 201,
      body: { hoursId: hours.body.id, position: 100, storeIds: [], version: 1 },
    });
    expect((await admin.send<Problem>('DELETE', `/api/v1/business-hours/${hours.body.id}`)).status).toBe(409);
    expect(
      (await patch<SlaPolicy>(`/api/v1/sla-policies/${policy.body.id}`, { name: 'By mail', position: 1 })).body,
    ).toMatchObject({ name: 'By mail', version: 1 });
    expect((await patch<SlaPolicy>(`/api/v1/sla-policies/${policy.body.id}`, { hoursId: null })).body).toMatchObject({
      hoursId: null,
      version: 2,
    });
    expect(
      (await admin.get<{ items: SlaPolicy[] }>('/api/v1/sla-policies')).body.items.map(({ name }) => name),
    ).toEqual(['By mail']);
    expect((await admin.send('DELETE', `/api/v1/business-hours/${hours.body.id}`)).status).toBe(204);
    expect((await admin.send('DELETE', `/api/v1/sla-policies/${policy.body.id}`)).status).toBe(204);
    expect((await admin.send('DELETE', `/api/v1/sla-policies/${policy.body.id}`)).status).toBe(404);
    expect(
      (
        await withOwner<{ action: string }>(
          waypost,
          `select action from audit_entries where action like 'sla-policy.%' order by at`,
        )
      ).map(({ action }) => action),
    ).toEqual(['sla-policy.created', 'sla-policy.changed', 'sla-policy.changed', 'sla-policy.deleted']);
  });

  it('refuse what makes no sense, and change nothing', async () => {
    const { id } = (await admin.post<BusinessHours>('/api/v1/business-hours', { ...office, name: 'Kept' })).body;
    const refused = [
      { windows: [] },
      { windows: [{ weekday: 8, from: '09:00', to: '17:00' }] },
      { windows: [{ weekday: 1, from: '17:00', to: '09:00' }] },
      { windows: [{ weekday: 1, from: '09:00', to: '25:00' }] },
      {
        windows: [
          { weekday: 1, from: '09:00', to: '13:00' },
          { weekday: 1, from: '12:00', to: '17:00' },
        ],
      },
      { timeZone: 'Mars/Olympus' },
      { holidays: ['2026-02-30'] },
      { colour: 'red' },
      { name: '' },
    ];
    for (const body of refused) {
      expect([body, (await patch(`/api/v1/business-hours/${id}`, body)).status]).toEqual([body, 400]);
      expect([body, (await admin.post('/api/v1/business-hours', { ...office, ...body })).status]).toEqual([body, 400]);
    }
    for (const body of [
      { targets: { normal: target } },
      { hoursId: '0198a3c0-0000-7000-8000-000000000001' },
      { targets: { ...targets, low: { ...target, resolutionSeconds: 1 } } },
      { position: -1 },
    ]) {
      expect([body, (await admin.post('/api/v1/sla-policies', { name: 'Refused', targets, ...body })).status]).toEqual([
        body,
        400,
      ]);
    }
    expect((await admin.post('/api/v1/business-hours', { ...office, name: 'Kept' })).status).toBe(409);
    expect((await admin.get<{ items: BusinessHours[] }>('/api/v1/business-hours')).body.items).toMatchObject([
      { name: 'Kept', version: 1 },
    ]);
    expect((await admin.get<{ items: SlaPolicy[] }>('/api/v1/sla-policies')).body.items).toEqual([]);
  });

  it('the first policy that fits is a ticket’s; visitors see its hours, and changing them moves its clocks', async () => {
    expect(await availability()).toBeNull();
    const [now] = await withOwner<{ weekday: number }>(
      waypost,
      `select extract(isodow from now() at time zone 'UTC')::int as weekday`,
    );
    const open = (
      await admin.post<BusinessHours>('/api/v1/business-hours', { name: 'Always', timeZone: 'UTC', windows: always })
    ).body;
    await admin.post('/api/v1/sla-policies', {
      name: 'Mail',
      targets: { ...targets, normal: { firstResponseSeconds: 60, resolutionSeconds: null } },
      position: 1,
      channelTypes: ['email'],
    });
    const chat = (
      await admin.post<SlaPolicy>('/api/v1/sla-policies', {
        name: 'Chat',
        targets,
        position: 2,
        channelTypes: ['widget'],
        hoursId: open.id,
      })
    ).body;
    await admin.post('/api/v1/sla-policies', {
      name: 'Everything else',
      targets: { ...targets, normal: { firstResponseSeconds: 60, resolutionSeconds: null } },
    });
    expect(await availability()).toEqual({ open: true, until: null });
    const { ticketId } = await (await visit(waypost.url, channelId)).write('Hello');
    const [response] = await until('the clocks', async () =>
      (await clocksOf(ticketId)).length === 2 ? clocksOf(ticketId) : null,
    );
    expect(response).toMatchObject({
      policyId: chat.id,
      targetSeconds: 3_600,
      hours: { name: 'Always', timeZone: 'UTC' },
    });
    expect(Date.parse(response!.dueAt!) - Date.parse(response!.startedAt)).toBe(3_600_000);
    const tomorrow = (now!.weekday % 7) + 1;
    await patch(`/api/v1/business-hours/${open.id}`, { windows: [{ weekday: tomorrow, from: '06:00', to: '20:00' }] });
    expect(await availability()).toMatchObject({ open: false, until: expect.stringContaining('T06:00:00') });
    const moved = await until('the clock to move', async () =>
      (await clocksOf(ticketId)).find(({ kind, dueAt }) => kind === 'first_response' && dueAt !== response!.dueAt),
    );
    expect(moved.dueAt).toMatch(/T0[67]:\d\d:/);
  });
});
