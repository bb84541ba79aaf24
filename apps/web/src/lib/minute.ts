import { createStore } from './store.js';

const now = createStore(Date.now());
let isTicking = false;

/** The time, told again at each full minute: deadlines need no ticking seconds. */
export function useMinute(): number {
  if (!isTicking) startTicking();
  return now.use();
}

function startTicking() {
  isTicking = true;
  const tick = () => {
    now.set(Date.now());
    setTimeout(tick, 60_000 - (Date.now() % 60_000) + 50);
  };
  setTimeout(tick, 60_000 - (Date.now() % 60_000) + 50);
  // A sleeping tab's timers stand still.
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && now.set(Date.now()));
}
