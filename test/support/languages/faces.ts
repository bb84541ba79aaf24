import type { Face } from '#libs/contracts';

/** Where a face keeps its texts. */
export interface FaceTexts {
  /** A folder `locales`; a star stands for each folder that there is. */
  folder: string;
  /** Files of a language, where it has a folder of several. */
  files?: string[];
  /** Names that not every language needs. */
  optional?: string[];
  /** Placeholders that a language may use in the place of another. */
  instead?: Record<string, string>;
}

/** The folders of each face. A language is complete in a face when it is complete in each of them. */
export const textsOf: Record<Face, FaceTexts[]> = {
  web: [
    {
      folder: 'apps/web/src/i18n/locales',
      files: ['app.json', 'reasons.json', 'settings.json'],
      instead: { zone: 'place' },
    },
    { folder: 'libs/identity/src/locales' },
    { folder: 'libs/channels/src/adapters/*/locales' },
    { folder: 'libs/stores/src/platforms/*/locales' },
  ],
  widget: [{ folder: 'apps/widget/src/panel/locales' }],
  playground: [{ folder: 'apps/playground/page/locales' }],
  orders: [{ folder: 'libs/orders/src/words/locales' }],
  questions: [{ folder: 'libs/orders/src/answers/locales', optional: ['otherMatters'] }],
  articles: [{ folder: 'libs/replies/src/matching/locales', optional: ['words', 'phrases'] }],
  automatic: [{ folder: 'libs/tickets/src/automatic/locales' }],
  mail: [{ folder: 'libs/visitors/src/unread-answers/locales' }],
  starters: [{ folder: 'libs/replies/src/locales' }, { folder: 'libs/sla/src/locales' }],
};
