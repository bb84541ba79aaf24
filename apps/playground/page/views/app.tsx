import { pane, state, trouble } from '../state.js';
import { Mailbox } from './mailbox.js';
import { Phone } from './phone.js';
import { Shop } from './shop.js';
import { TopBar } from './top-bar.js';

export function App() {
  return (
    <>
      <TopBar />
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      <main class="stage" data-pane={pane.value} aria-busy={!state.value}>
        <Mailbox />
        <Phone />
        <Shop />
      </main>
    </>
  );
}
