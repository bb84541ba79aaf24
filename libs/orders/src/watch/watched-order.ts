import type { OrderStatus } from '#libs/contracts';

/** An order whose promise is watched, and what is due of it. */
export interface WatchedOrder {
  id: string;
  number: string;
  email: string | null;
  phone: string | null;
  locale: string;
  promisedAt: Date | null;
  /** The day of the promise; `open` without one. */
  promise: string;
  status: OrderStatus;
  storeId: string;
  storeName: string;
  storeLocale: string;
  timeZone: string;
  isLate: boolean;
  isSilent: boolean;
  isToRaise: boolean | null;
}
