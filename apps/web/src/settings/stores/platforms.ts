import { queryOptions, useQuery } from '@tanstack/react-query';
import { type Answer, call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { locale } from '../../i18n/texts.js';

export type Platform = Answer<'listStorePlatforms'>['items'][number];

/** The shop platforms in the language of the screen; they change with the server alone. */
const platformList = (language: string) =>
  queryOptions({
    queryKey: keys.storePlatforms(language),
    queryFn: async () => (await call('listStorePlatforms', { query: { locale: language } })).items,
    staleTime: Infinity,
  });

/** All shop platforms; undefined until they are there. */
export const usePlatforms = (): Platform[] | undefined => useQuery(platformList(locale())).data;
