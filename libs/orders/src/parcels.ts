import type { NoticeForm, OrderDelivery, Tracking } from '#libs/contracts';
import type { ShipmentStatus, Units } from '#libs/stores';

/** A parcel as it is stored, with what its buyer was notified of. */
export interface Parcel {
  id: string;
  status: ShipmentStatus;
  tracking: Tracking[];
  units: Units | null;
  /** The numbers that the buyer was given; null while the parcel was not announced. */
  announced: string[] | null;
}

/** A parcel of which a notice speaks, and the numbers that it gives; null for all of them. */
export interface AnnouncedParcel {
  id: string;
  numbers: string[] | null;
}

/** What a change of parcels means for the buyer. */
export interface ChangedParcels {
  /** Parcels to announce, with the numbers that are new. */
  leaving: AnnouncedParcel[];
  /** Announced parcels that do not come. */
  withdrawn: AnnouncedParcel[];
  /**
   * Of those that leave: the whole order, a part of it, one more parcel that completes it, or numbers of parcels that
   * were announced before.
   */
  form: Exclude<NoticeForm, 'silent'>;
  hasParcels: boolean;
  /** What is to be stored as announced. */
  announced: { id: string; announced: string[] | null }[];
}

/** The mark of parcels that an earlier version stored: of those that had left everything was announced. */
const untilUpgrade = '*';
const isUnderway = ({ status }: Parcel): boolean => status === 'shipped' || status === 'delivered';
const numbersOf = ({ tracking }: Parcel): string[] => tracking.flatMap(({ number, url }) => number ?? url ?? []);

function announcedOf(parcel: Parcel): string[] | null {
  if (parcel.announced?.[0] !== untilUpgrade) return parcel.announced;
  return isUnderway(parcel) ? numbersOf(parcel) : null;
}

/** Whether an order's parcels hold all of it: by what each holds, else by the source's word; null when neither says. */
export function isWhole(order: { partial: boolean; toShip: Units | null }, parcels: Parcel[]): boolean | null {
  const { partial, toShip } = order;
  const sent = parcels.filter(isUnderway);
  if (toShip && sent.length > 0 && sent.every(({ units }) => units !== null))
    return Object.entries(toShip).every(([line, count]) => sumOf(sent, line) >= count);
  return partial ? false : null;
}

const sumOf = (parcels: Parcel[], line: string): number =>
  parcels.reduce((sum, { units }) => sum + (units?.[line] ?? 0), 0);

/** What is to be announced of an order's parcels after a change, each parcel and each number once. */
export function changedParcels(
  before: Parcel[],
  now: Parcel[],
  { whole, delivery, isSent }: { whole: boolean; delivery: OrderDelivery; isSent: boolean },
): ChangedParcels {
  const old = new Map(before.map((parcel) => [parcel.id, { ...parcel, announced: announcedOf(parcel) }]));
  const all = now.map((parcel) => ({ ...parcel, announced: old.get(parcel.id)?.announced ?? null }));
  // What is fetched or comes by wire has no carrier, unless it has a number.
  const live = all.filter(
    (parcel) => parcel.status !== 'cancelled' && (delivery === 'carrier' || parcel.tracking.length > 0),
  );
  // Where the shop itself says that the order has left, it need not wait for the scan of a parcel.
  const fresh = live
    .filter((parcel) => isSent || isUnderway(parcel))
    .map((parcel) => ({ parcel, numbers: newNumbers(parcel) }));
  const leaving = fresh.filter(({ parcel, numbers }) => parcel.announced === null || numbers.length > 0);
  const withdrawn = all.filter(
    ({ id, status, announced }) => status === 'cancelled' && announced && old.get(id)?.status === 'shipped',
  );
  return {
    leaving: leaving.map(({ parcel: { id, announced }, numbers }) => ({ id, numbers: announced && numbers })),
    withdrawn: withdrawn.map(({ id, announced }) => ({ id, numbers: announced })),
    form: formOf(
      leaving.map(({ parcel }) => parcel),
      live,
      whole,
    ),
    hasParcels: live.length > 0,
    announced: [
      ...leaving.map(({ parcel: { id, announced }, numbers }) => ({
        id,
        announced: [...(announced ?? []), ...numbers],
      })),
      ...withdrawn.map(({ id }) => ({ id, announced: null })),
    ],
  };
}

const newNumbers = (parcel: Parcel): string[] =>
  numbersOf(parcel).filter((number) => !parcel.announced?.includes(number));

function formOf(leaving: Parcel[], live: Parcel[], whole: boolean): ChangedParcels['form'] {
  if (leaving.length > 0 && leaving.every(({ announced }) => announced !== null)) return 'tracking';
  if (!whole) return 'part';
  return live.some(({ announced }) => announced !== null) ? 'parcel' : 'usual';
}
