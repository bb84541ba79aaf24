import { useEffect, useState } from 'react';
import { createStore } from './store.js';

const minute = createStore(Date.now());
let isTicking = false;

/** The current time in ms, updated at each full minute. */
export function useMinute(): number {
  if (!isTicking) startTicking();
  return minute.use();
}

function startTicking() {
  isTicking = true;
  const tick = () => {
    minute.set(Date.now());
    setTimeout(tick, 60_000 - (Date.now() % 60_000) + 50);
  };
  setTimeout(tick, 60_000 - (Date.now() % 60_000) + 50);
  // Timers pause in a sleeping tab.
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && minute.set(Date.now()));
}

/** The current time in ms, updated every `stepMs` while `isActive`. */
export function useNow(stepMs: number, isActive: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isActive) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs, isActive]);
  return now;
}
