import { useSyncExternalStore } from 'react';

/** Whether a media query matches, kept up to date. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}

/** Whether the screen shows one pane at a time. */
export const useIsPhone = (): boolean => useMedia('(max-width: 859.98px)');
/** Whether the context pane is a drawer over the thread. */
export const useContextIsDrawer = (): boolean => useMedia('(max-width: 1135.98px)');
