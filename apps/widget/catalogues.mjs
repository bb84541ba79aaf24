import { readFile } from 'node:fs/promises';
import { createCompiledCatalog } from '@lingui/cli/api';

/** Lets vite import `de.json?catalogue`: texts in ICU form, compiled at build, so that the browser carries no parser. */
export function catalogues() {
  return {
    name: 'catalogues',
    async load(id) {
      const [file, query] = id.split('?');
      if (query !== 'catalogue') return null;
      const locale = /(\w+)\.json$/.exec(file)[1];
      const { source, errors } = createCompiledCatalog(locale, JSON.parse(await readFile(file, 'utf8')), {
        strict: true,
        namespace: 'json',
      });
      if (errors.length)
        throw new Error(`${file}: ${errors.map(({ id: text, error }) => `${text}: ${error.message}`).join('; ')}`);
      return { code: `export default ${JSON.stringify(JSON.parse(source).messages)}`, moduleType: 'js' };
    },
  };
}
