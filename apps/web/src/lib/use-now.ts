import { useEffect, useState } from 'react';

/** The time, told again at each step while `isWanted`. */
export function useNow(stepMs: number, isWanted: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isWanted) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs, isWanted]);
  return now;
}
