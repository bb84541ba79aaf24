import { speak, spokenBy } from '#languages';

const spoken = spokenBy('widget').map(({ tag }) => tag);

/** The first wanted locale whose language the panel speaks; English otherwise. */
export const negotiateLocale = (wanted: readonly (string | null | undefined)[]): string => speak(wanted, spoken);
