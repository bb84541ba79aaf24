import { useEffect } from 'react';
import { useMedia } from '../lib/use-media.js';
import { look } from '../session/preferences.js';

/** Light or dark as chosen, else as the system is; written to the page. */
export function useColorScheme(): 'light' | 'dark' {
  const { theme, density } = look.use();
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const scheme = theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = scheme;
    document.documentElement.dataset.density = density;
  }, [scheme, density]);
  return scheme;
}
