import { channelRows } from '#libs/channels';
import { storeRows } from '#libs/stores';
import { lastSignOf, trackingOf } from '../record.queries.js';
import { typesToWrite } from './types-to-write.js';

/*
 * Promises that pass in silence: of an order `o` of the store `s`. What has arrived, ended, waits to be fetched or was
 * sent back is never late, and what was past when the watch began, or a month ago, is history.
 */

const isUnderway = `o.status in ('paid', 'processing', 'shipped') and o.delivery <> 'none' and not (o.delivery = 'pickup' and o.status = 'shipped')`;
/** What a notice of lateness is about: it is sent once for each. */
const promise = `coalesce(to_char(o.promised_at at time zone s.time_zone, 'YYYY-MM-DD'), 'open')`;
const isNews = (deadline: string) =>
  `${deadline} < now() and ${deadline} > now() - interval '30 days' and (o.created_at >= s.watch_since or ${deadline} >= s.watch_since)`;

const lastScan = (p: string) =>
  `(select e.status from tracking_events e where e.workspace_id = ${p}.workspace_id and e.shipment_id = ${p}.id order by e.at desc, e.id desc limit 1)`;
/** Any scan: the way back has scans of its own. */
const cameBack = (p: string) =>
  `exists (select from tracking_events e where e.workspace_id = ${p}.workspace_id and e.shipment_id = ${p}.id and e.status ~* '^return')`;
const rests = (p: string) =>
  `(coalesce(${lastScan(p)} in ('ready_for_pickup', 'available_for_pickup'), false) or ${cameBack(p)})`;
const somethingRests = `exists (select from shipments w where w.workspace_id = o.workspace_id and w.order_id = o.id and w.status = 'shipped' and ${rests('w')})`;

const isLate = `(o.promised_at is not null and ${isNews(`(o.promised_at + s.late_after_days * interval '1 day')`)} and not ${somethingRests})`;
/** The carrier can be silent only about a parcel with a number or a link. */
const isSilentParcel = (p: string) =>
  `${p}.status = 'shipped' and ${trackingOf(p)} <> '[]' and ${isNews(`(coalesce(${lastSignOf(p)}, ${p}.source_updated_at) + s.silent_after_days * interval '1 day')`)} and not ${rests(p)}`;
const isSilent = `exists (select from shipments p where p.workspace_id = o.workspace_id and p.order_id = o.id and ${isSilentParcel('p')})`;
const hasChannel = (address: 'email' | 'phone') =>
  `(o.${address} is not null and exists (select from ${channelRows} h where h.workspace_id = o.workspace_id and h.active and (h.store_id = o.store_id or h.store_id is null) and h.type in (${typesToWrite[address].map((type) => `'${type}'`).join(', ')})))`;
/** Without a channel to write on there is no ticket yet: it comes with the channel. */
const canWrite = `(${hasChannel('email')} or ${hasChannel('phone')})`;
/** An agent gets a ticket three days past the promise; without one, three days after the buyer was notified. */
const isToRaise = `(case when o.promised_at is null then o.late_noted = 'open' and o.late_noted_at < now() - interval '3 days'
  else ${isNews(`(o.promised_at + interval '3 days')`)} end and not ${somethingRests} and ${canWrite})`;

/** Parameters: those of a sweep's page. */
export const overduePromises = `
  select o.workspace_id as "workspaceId", o.id, o.promised_at::text as "dueAt" from orders o join ${storeRows} s on s.workspace_id = o.workspace_id and s.id = o.store_id
  where o.promised_at is not null and o.promised_at between now() - interval '90 days' and now() - interval '1 day' and s.watch_since is not null and ${isUnderway}
    and ((o.late_noted is distinct from ${promise} and ${isLate}) or (o.late_raised is distinct from ${promise} and ${isToRaise}))
    and (o.promised_at, o.id) > ($1::timestamptz, $2::uuid) order by o.promised_at, o.id limit $3`;

const leftAt = 'coalesce(p.shipped_at, p.source_updated_at)';

/**
 * Parameters: those of a sweep's page. `offset 0` has the order of each parcel looked up by its key: the planner would
 * otherwise read all orders for some hundred parcels.
 */
export const silentParcels = `
  select o.workspace_id as "workspaceId", o.id, ${leftAt}::text as "dueAt"
  from shipments p cross join lateral (select * from orders o where o.workspace_id = p.workspace_id and o.id = p.order_id offset 0) o join ${storeRows} s on s.workspace_id = o.workspace_id and s.id = o.store_id
  where p.status = 'shipped' and ${leftAt} > now() - interval '120 days' and s.watch_since is not null and ${isUnderway}
    and ((o.late_noted is distinct from ${promise} and ${isSilentParcel('p')}) or (o.promised_at is null and o.late_raised is distinct from 'open' and ${isToRaise}))
    and (${leftAt}, o.id) > ($1::timestamptz, $2::uuid) order by ${leftAt}, o.id limit $3`;

/** Locks an order, and says what is due of it now. No row where nothing may be. Parameter: order. */
export const lockWatched = `
  select o.id, o.number, o.email, o.phone, o.locale, o.promised_at as "promisedAt", ${promise} as promise, o.status, s.id as "storeId", s.name as "storeName", s.locale as "storeLocale", s.time_zone as "timeZone",
    o.late_noted is distinct from ${promise} and ${isLate} as "isLate", o.late_noted is distinct from ${promise} and ${isSilent} as "isSilent",
    o.late_raised is distinct from ${promise} and ${isToRaise} as "isToRaise"
  from orders o join ${storeRows} s on s.workspace_id = o.workspace_id and s.id = o.store_id
  where o.id = $1 and s.watch_since is not null and ${isUnderway} for no key update of o`;

/** Parameters: order, promise. */
export const noteLate = `update orders set late_noted = $2, late_noted_at = now() where id = $1`;

/** Parameters: order, promise. */
export const noteRaised = `update orders set late_raised = $2 where id = $1`;
