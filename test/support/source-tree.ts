import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const project = process.cwd();
const folders = ['apps', 'libs', 'migrations', 'test/support'];
const left = /\.spec\.tsx?$|\/(payloads|node_modules|dist)(\/|$)/;

/** A copy of the sources in which one can add what a contributor would, and run it. */
export class SourceTree {
  readonly root = mkdtempSync(path.join(tmpdir(), 'waypost-sources-'));

  constructor() {
    for (const folder of folders)
      cpSync(path.join(project, folder), path.join(this.root, folder), {
        recursive: true,
        filter: (from) => !left.test(from),
      });
    for (const file of ['package.json', 'tsconfig.json']) cpSync(path.join(project, file), path.join(this.root, file));
    symlinkSync(path.join(project, 'node_modules'), path.join(this.root, 'node_modules'));
  }

  /** Puts a new folder where it belongs; refuses to touch one that is there. */
  addFolder(folder: string): void {
    const target = path.join(this.root, folder);
    if (existsSync(target)) throw new Error(`${folder} is there already`);
    cpSync(path.join(project, 'test/fixtures/adding', folder), target, { recursive: true });
  }

  addFile(file: string, content: string): void {
    const target = path.join(this.root, file);
    if (existsSync(target)) throw new Error(`${file} is there already`);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  /** Adds a line at a file's end, or after the last line that begins like another. */
  addLine(file: string, line: string, after?: string): void {
    const target = path.join(this.root, file);
    if (after === undefined) return appendFileSync(target, `${line}\n`);
    const lines = readFileSync(target, 'utf8').split('\n');
    const at = lines.findLastIndex((each) => each.startsWith(after));
    if (at < 0) throw new Error(`${file} has no line that begins with ${after}`);
    writeFileSync(target, lines.toSpliced(at + 1, 0, line).join('\n'));
  }

  /** A module of the copy, which knows nothing of the project's own. */
  load<T>(file: string): Promise<T> {
    return import(path.join(this.root, file)) as Promise<T>;
  }

  read = (file: string): string => readFileSync(path.join(this.root, file), 'utf8');

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
