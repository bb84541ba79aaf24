import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { sessionEnded } from './api/call.js';
import { keys, queryClient } from './api/query-client.js';
import { Toasts } from './frame/toasts.js';
import { activateLocale, chooseLocale, directionOf } from './i18n/activate-locale.js';
import { locale as currentLocale } from './i18n/texts.js';
import { router } from './router.js';
import { preferences } from './session/preferences.js';
import { cssVariables, theme, useColorScheme } from './theme/theme.js';

sessionEnded.notify = () => {
  queryClient.setQueryData(keys.me, null);
  void router.invalidate();
};

/** The whole app: theme, direction and language around the routes. */
export function App() {
  const scheme = useColorScheme();
  const locale = useLocale();
  return (
    <DirectionProvider key={locale} initialDirection={directionOf(locale)} detectDirection={false}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

/** The active language; it changes once the texts of the chosen one are loaded. */
function useLocale(): string {
  const chosen = chooseLocale(preferences.use().locale);
  const [active, setActive] = useState(currentLocale());
  useEffect(() => {
    if (chosen !== active) void activateLocale(chosen).then(() => setActive(chosen));
  }, [chosen, active]);
  return active;
}
