import { useNavigate } from '@tanstack/react-router';
import { ChartLine, Hand, Keyboard, Search, Settings2, SunMoon } from 'lucide-react';
import { overlay } from '../frame/overlay.js';
import { t } from '../i18n/texts.js';
import { useTakeNext } from '../inbox/actions/use-take-next.js';
import { views } from '../inbox/model/views.js';
import { changeLook, look } from '../session/preferences.js';
import type { PaletteItem } from './palette-item.js';

/** Where one can go. */
export function usePlaces(text: string): PaletteItem[] {
  const navigate = useNavigate();
  const isDark = document.documentElement.dataset['theme'] === 'dark';
  const takeNext = useTakeNext();
  look.use();
  return [
    ...(text
      ? [
          {
            id: 'search',
            icon: Search,
            label: t('palette.search', { text }),
            run: () => void navigate({ to: '/inbox', search: { q: text } }),
          },
        ]
      : []),
    ...views.map(({ name, title, icon }) => ({
      id: `view-${name}`,
      icon,
      label: t(title),
      run: () => void navigate({ to: '/inbox', search: name === 'inbox' ? {} : { view: name } }),
    })),
    ...(takeNext
      ? [{ id: 'take-next', icon: Hand, label: t('welcome.take-next'), shortcut: 't', run: () => void takeNext() }]
      : []),
    { id: 'dashboard', icon: ChartLine, label: t('rail.dashboard'), run: () => void navigate({ to: '/dashboard' }) },
    { id: 'settings', icon: Settings2, label: t('rail.settings'), run: () => void navigate({ to: '/settings' }) },
    {
      id: 'shortcuts',
      icon: Keyboard,
      label: t('shortcuts.title'),
      shortcut: '?',
      run: () => overlay.set('shortcuts'),
    },
    {
      id: 'theme',
      icon: SunMoon,
      label: t(isDark ? 'palette.light' : 'palette.dark'),
      run: () => void changeLook({ theme: isDark ? 'light' : 'dark' }),
    },
  ];
}
