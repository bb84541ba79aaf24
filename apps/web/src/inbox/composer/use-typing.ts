import { useEffect, useRef, useState } from 'react';

const restMs = 6000;

/** Whether somebody typed in the last seconds. */
export function useTyping(): { isTyping: boolean; touch: () => void } {
  const [isTyping, setTyping] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    isTyping,
    touch: () => {
      setTyping(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setTyping(false), restMs);
    },
  };
}
