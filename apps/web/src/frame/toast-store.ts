import { createStore } from '../lib/store.js';

export interface Toast {
  id: number;
  text: string;
  tone?: 'bad';
  action?: { label: string; run: () => void };
}

const shown = createStore<Toast[]>([]);
export const useToasts = (): Toast[] => shown.use();
let lastId = 0;

/** Says something that is not visible in place, with one way to act on it. */
export function toast(text: string, options: Omit<Toast, 'id' | 'text'> & { forMs?: number } = {}): () => void {
  const { forMs = options.action ? 7000 : 5000, ...rest } = options;
  const id = ++lastId;
  shown.set((toasts) => [...toasts.slice(-2), { id, text, ...rest }]);
  const close = () => shown.set((toasts) => toasts.filter((one) => one.id !== id));
  setTimeout(close, forMs);
  return close;
}

export const closeToast = (id: number): void => shown.set((toasts) => toasts.filter((one) => one.id !== id));

/** Takes the newest offer to take something back; false without one. */
export function undoNewest(): boolean {
  const newest = shown.get().findLast(({ action }) => action);
  if (!newest) return false;
  newest.action!.run();
  closeToast(newest.id);
  return true;
}
