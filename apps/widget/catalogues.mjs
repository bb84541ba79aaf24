import { readFile, readdir } from 'node:fs/promises';
import { createCompiledCatalog } from '@lingui/cli/api';

/**
 * Lets vite import `de.json?catalogue`: texts in ICU form, compiled at build, so that the browser carries no parser.
 */
export function catalogues() {
  return {
    name: 'catalogues',
    async load(id) {
      const [file, query] = id.split('?');
      if (query !== 'catalogue') return null;
      const locale = /locales\/(\w+)/.exec(file)[1];
      const { source, errors } = createCompiledCatalog(locale, await textsIn(file, isOfPanel), {
        strict: true,
        namespace: 'json',
      });
      if (errors.length)
        throw new Error(`${file}: ${errors.map(({ id: text, error }) => `${text}: ${error.message}`).join('; ')}`);
      return { code: `export default ${JSON.stringify(JSON.parse(source).messages)}`, moduleType: 'js' };
    },
  };
}

/**
 * Gives the loader its few words in every language of the panel, which it must not fetch: they are in the same files.
 */
export function launcherWords(folder) {
  const id = 'virtual:launcher-words';
  return {
    name: 'launcher-words',
    resolveId: (asked) => (asked === id ? `\0${id}` : null),
    async load(asked) {
      if (asked !== `\0${id}`) return null;
      const words = {};
      for (const file of await readdir(folder)) {
        const texts = await textsIn(`${folder}/${file}`);
        words[file.replace('.json', '')] = ['open', 'close', 'unread'].map((name) => texts[`launcher.${name}`]);
      }
      return { code: `export default ${JSON.stringify(words)}`, moduleType: 'js' };
    },
  };
}

const isOfPanel = (name) => !name.startsWith('launcher.');

async function textsIn(file, wanted = () => true) {
  const texts = JSON.parse(await readFile(file, 'utf8'));
  return Object.fromEntries(Object.entries(texts).filter(([name]) => wanted(name)));
}
