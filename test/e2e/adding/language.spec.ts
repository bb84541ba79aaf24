import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Face } from '#libs/contracts';
import { textsOf } from '../../support/languages/faces.js';
import { findGaps, foldersAt } from '../../support/languages/find-gaps.js';
import { SourceTree } from '../../support/source-tree.js';

const run = promisify(execFile);
const list = 'libs/contracts/src/languages.ts';

/** A language is a line and a file in each face: added so to a copy of the sources, it is spoken. */
describe('a language that is added', () => {
  const tree = new SourceTree();
  const load = <T>(file: string) => tree.load<T>(file);

  beforeAll(() => {
    const faces = Object.keys(textsOf) as Face[];
    tree.addLine(list, `  { tag: 'eo', name: 'Esperanto', faces: ${JSON.stringify(faces)} },`, '  { tag: ');
    for (const { folder, files = [undefined] } of faces.flatMap((face) => textsOf[face]))
      for (const found of foldersAt(tree.root, folder))
        for (const file of files) {
          const place = (tag: string) => (file ? `${found}/${tag}/${file}` : `${found}/${tag}.json`);
          tree.addFile(place('eo'), translated(tree.read(place('en'))));
        }
  });
  afterAll(() => tree.remove());

  test('is complete, and would not be without one of its files', async () => {
    const { languages } = await load<typeof import('#libs/contracts')>('libs/contracts/src/index.ts');
    expect(findGaps(tree.root, languages)).toEqual([]);
    expect(findGaps(process.cwd(), languages)).toHaveLength(
      Object.values(textsOf)
        .flat()
        .flatMap(({ folder, files = [''] }) => foldersAt(tree.root, folder).flatMap(() => files)).length,
    );
  });

  test('is spoken to customers', async () => {
    const { orderWords } = await load<typeof import('../../../libs/orders/src/words/order-words.js')>(
      'libs/orders/src/words/order-words.ts',
    );
    expect(orderWords('eo-XX').locale).toBe('eo-XX');
    expect(orderWords('eo').words.status.shipped('A-1')).toBe('«Your order A-1 is on its way.»');
    const { asksForOrder } = await load<typeof import('../../../libs/orders/src/answers/order-question.js')>(
      'libs/orders/src/answers/order-question.ts',
    );
    expect(asksForOrder('Kie estas mia mendo?')).toBe(true);
    const { wayToAPerson } = await load<typeof import('#libs/tickets')>('libs/tickets/src/index.ts');
    expect(wayToAPerson('eo')).toMatch(/^«This is an automatic answer/);
    const { adapters, labelOf } = await load<typeof import('#libs/channels')>('libs/channels/src/index.ts');
    expect(adapters.map((adapter) => labelOf(adapter, 'eo'))).toContain('«Email»');
  });

  test('is offered and spoken by the agents’ app', async () => {
    tree.addFile(
      'apps/web/src/i18n/probe.ts',
      `export * from './activate-locale.js';\nexport { t } from './texts.js';\n`,
    );
    expect(await inNode(tree, buildWeb)).toEqual({
      offered: expect.arrayContaining(['en', 'de', 'eo']),
      chosen: 'eo',
      page: { lang: 'eo', dir: 'ltr' },
      said: '«Reopen»',
      elsewhere: 'en',
    });
  });

  test('is spoken by the chat and the button that opens it', async () => {
    const { negotiateLocale } = await load<typeof import('../../../apps/widget/src/panel/negotiate-locale.js')>(
      'apps/widget/src/panel/negotiate-locale.ts',
    );
    expect(negotiateLocale(['eo-XX', 'de'])).toBe('eo');
    const built = path.join(tree.root, 'built');
    await run(process.execPath, [path.join(tree.root, 'apps/widget/build.mjs'), built]);
    const assets = readdirSync(path.join(built, 'assets'));
    const texts = assets.find((name) => /^eo-.*\.js$/.test(name))!;
    expect(readFileSync(path.join(built, 'assets', texts), 'utf8')).toContain('«Chat»');
    expect(readFileSync(path.join(built, 'widget.js'), 'utf8')).toContain('«Open chat»');
  }, 120_000);
});

/** English between quotes: other than English everywhere, with every placeholder in its place. */
function translated(english: string): string {
  const texts = JSON.parse(english) as Record<string, string | string[]>;
  if ('asks' in texts) return JSON.stringify({ asks: ['\\bkie estas mia mendo\\b'] });
  return JSON.stringify(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, `«${String(text)}»`])));
}

const buildWeb = `
  import { build } from 'vite';
  import { catalogues } from './apps/widget/catalogues.mjs';
  await build({
    root: 'apps/web', configFile: false, logLevel: 'error', plugins: [catalogues()],
    resolve: { conditions: ['source', 'browser', 'module', 'import'] },
    build: {
      outDir: '../../probe', target: 'es2022', modulePreload: false,
      lib: { entry: 'src/i18n/probe.ts', formats: ['es'], fileName: 'probe' },
    },
  });
  const page = {};
  globalThis.document = { documentElement: page };
  globalThis.localStorage = { getItem: () => null };
  const speaks = (languages) =>
    Object.defineProperty(globalThis, 'navigator', { value: { languages }, configurable: true });
  speaks(['eo-XX', 'de']);
  const { activateLocale, chooseLocale, languages, t } = await import(process.cwd() + '/probe/probe.js');
  const chosen = chooseLocale();
  await activateLocale(chosen);
  speaks(['fi']);
  const offered = languages.map(({ tag }) => tag);
  console.log(JSON.stringify({ offered, chosen, page, said: t('action.reopen'), elsewhere: chooseLocale() }));
`;

/** Runs a script in the copy and reads what it prints. */
async function inNode(tree: SourceTree, script: string): Promise<unknown> {
  tree.addFile('probe.mjs', script);
  const { stdout } = await run(process.execPath, ['probe.mjs'], { cwd: tree.root });
  return JSON.parse(stdout);
}
