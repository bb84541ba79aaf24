import { classes } from '../lib/join-classes.js';
import { createStore } from '../lib/store.js';

interface Toast {
  id: number;
  text: string;
  tone?: 'bad';
  action?: { label: string; run: () => void };
}

const shown = createStore<Toast[]>([]);
let lastId = 0;

/**
 * Shows a message about something that is not visible in place, with at most one action.
 * @returns a function that closes it
 */
export function toast(text: string, options: Omit<Toast, 'id' | 'text'> & { forMs?: number } = {}): () => void {
  const { forMs = options.action ? 7000 : 5000, ...rest } = options;
  const id = ++lastId;
  shown.set((toasts) => [...toasts.slice(-2), { id, text, ...rest }]);
  const close = () => shown.set((toasts) => toasts.filter((one) => one.id !== id));
  setTimeout(close, forMs);
  return close;
}

const closeToast = (id: number): void => shown.set((toasts) => toasts.filter((one) => one.id !== id));

/** Runs the action of the newest toast that has one; false without one. */
export function undoNewest(): boolean {
  const newest = shown.get().findLast(({ action }) => action);
  if (!newest) return false;
  newest.action!.run();
  closeToast(newest.id);
  return true;
}

/** The toasts on screen, announced politely by screen readers. */
export function Toasts() {
  const toasts = shown.use();
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, text, tone, action }) => (
        <div key={id} className={classes('toast', tone)}>
          <span dir="auto">{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                action.run();
                closeToast(id);
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
