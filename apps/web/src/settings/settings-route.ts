import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../root-routes.js';

/** Code and texts load when settings are visited. */
const SettingsPage = lazyRouteComponent(async () => {
  const [{ SettingsPage: Page }, { joinSettingsTexts }] = await Promise.all([
    import('./settings-page.js'),
    import('./settings-texts.js'),
  ]);
  await joinSettingsTexts();
  return { default: Page };
});

const settingsPage = createRoute({ getParentRoute: () => appRoute, path: '/settings', component: SettingsPage });
const nothingChosen = createRoute({ getParentRoute: () => settingsPage, path: '/' });
const sectionRoute = createRoute({ getParentRoute: () => settingsPage, path: '$section' });
const itemRoute = createRoute({ getParentRoute: () => settingsPage, path: '$section/$itemId' });

/** Settings: a list of sections, each with its list, each item with its form. */
export const settingsRoute = settingsPage.addChildren([nothingChosen, sectionRoute, itemRoute]);
