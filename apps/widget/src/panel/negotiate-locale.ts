import { speak, spokenBy } from '#languages';

const spoken = spokenBy('widget').map(({ tag }) => tag);

/** The first wish that is spoken here, by its language; English otherwise. */
export const negotiateLocale = (wishes: readonly (string | null | undefined)[]): string => speak(wishes, spoken);
