import { t } from '../i18n.js';
import * as state from '../state.js';
import type { View } from '../state.js';
import { Icon } from './icons.js';
import type { ScreenProps } from './screen-props.js';

type State = Extract<View, { name: 'mailed' }>['state'];

/**
 * Where the link of a mail leads. Only a press opens the conversation: programs that visit links on behalf of a reader
 * press nothing.
 */
export function Mailed({ state: how, open }: ScreenProps & { state: State; open(): void }) {
  return (
    <>
      <header class="wh">
        <h1>
          <bdi>{state.config.value?.name ?? ' '}</bdi>
        </h1>
      </header>
      <div class="wb">
        <section class="card mailed">
          <p>{t(how === 'over' ? 'mailed.over' : 'mailed.hint')}</p>
          {how === 'down' && (
            <p class="bad" role="alert">
              {t('error.down')}
            </p>
          )}
          {how !== 'over' && (
            <button class="big" data-first disabled={how === 'opening'} onClick={open}>
              <Icon name="chat" />
              {t('mailed.open')}
            </button>
          )}
        </section>
      </div>
    </>
  );
}
