import { useParams } from '@tanstack/react-router';
import { LostPage } from '../frame/broken-page.js';
import { classes } from '../lib/join-classes.js';
import { AskDialog } from './form/ask-dialog.js';
import { SideList } from './layout/side-list.js';
import { sections } from './sections.js';
import './settings.css';

/** Settings: the list of sections and one of them. On a phone the list comes first. */
export function SettingsPage() {
  const { section = '', itemId } = useParams({ strict: false }) as { section?: string; itemId?: string };
  const shown = sections.find(({ name }) => name === (section || 'personal'));
  return (
    <div className={classes('settings', section && 'inside')}>
      <SideList current={section} />
      <div className="settings-pane scroller">
        {shown ? <shown.Screen key={shown.name} itemId={itemId} /> : <LostPage />}
      </div>
      <AskDialog />
    </div>
  );
}
