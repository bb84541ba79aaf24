import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One line of a Dockerfile: its word, and the rest. */
interface Instruction {
  word: string;
  rest: string;
}
/** A stage: what it begins with, its name if it has one, and what is done in it. */
export interface Stage {
  from: string;
  name: string;
  instructions: Instruction[];
}

/** The stages of a Dockerfile, in order; the last is the image. */
export function readDockerfile(file = 'Dockerfile'): Stage[] {
  const lines = readFileSync(file, 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n');
  const stages: Stage[] = [];
  for (const line of lines.filter((each) => each.trim())) {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    if (word !== 'FROM') stages.at(-1)!.instructions.push({ word, rest: rest.join(' ') });
    else stages.push({ from: rest[0]!, name: rest[2] ?? 'image', instructions: [] });
  }
  return stages;
}

/** The words of the command of an image, such as `["node", "main.js"]`. */
export const commandOf = ({ instructions }: Stage): string[] =>
  JSON.parse(instructions.find(({ word }) => word === 'CMD')!.rest) as string[];

/** Who runs it here: a user without rights, where the tests have any. */
export const unprivileged = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/**
 * Does what a Dockerfile says without Docker: each stage in an empty folder, which stands in for its root, with this
 * machine's Node. Nothing in it may need another user or what an image has beside it.
 */
export class BuiltImage {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'waypost-image-'));
  private readonly env: Record<string, string> = { PATH: process.env.PATH ?? '', HOME: this.folder };

  private constructor() {}

  /** Takes minutes, and the registry. */
  static build(stages = readDockerfile()): BuiltImage {
    const image = new BuiltImage();
    image.giveAway(image.folder);
    for (const stage of stages) image.run(stage);
    return image;
  }

  /** A place in the image. */
  at(place: string, stage = 'image'): string {
    return path.join(this.folder, stage, place);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run({ from, name, instructions }: Stage): void {
    const root = path.join(this.folder, name);
    const base = path.join(this.folder, from);
    if (existsSync(base)) this.shell(`cp -a ${base} ${root}`, this.folder);
    else this.shell(`mkdir ${root}`, this.folder);
    let workdir = existsSync(path.join(root, 'waypost')) ? '/waypost' : '/';
    for (const { word, rest } of instructions) {
      if (word === 'WORKDIR') this.shell(`mkdir -p ${root}${(workdir = rest)}`, this.folder);
      if (word === 'COPY') this.copy(rest, root, path.join(root, workdir));
      if (word === 'RUN') this.shell(inRoot(rest, root), path.join(root, workdir));
    }
  }

  /** From another stage, or what git knows of the sources: the context is a fresh checkout. */
  private copy(rest: string, root: string, workdir: string): void {
    const words = rest.split(' ');
    const stage = words[0]!.startsWith('--from=') ? words.shift()!.slice('--from='.length) : undefined;
    const to = path.resolve(workdir, words.pop()!);
    for (const from of words) {
      if (stage) this.shell(`cp -a ${path.join(this.folder, stage, from)} ${to}`, root);
      else this.takeSources(from, to);
    }
  }

  private takeSources(from: string, to: string): void {
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', from]);
    for (const file of files.toString().split('\0').filter(existsSync)) {
      const target = path.join(to, path.relative(from === '.' ? '.' : path.dirname(from), file));
      mkdirSync(path.dirname(target), { recursive: true });
      cpSync(file, target, { verbatimSymlinks: true });
    }
    this.giveAway(to);
  }

  private giveAway(folder: string): void {
    const { uid, gid } = unprivileged;
    if (uid !== undefined) execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
  }

  private shell(command: string, cwd: string): void {
    execFileSync('sh', ['-ec', command], {
      cwd,
      env: this.env,
      stdio: ['ignore', 'ignore', 'inherit'],
      ...unprivileged,
    });
  }
}

/** A command with the root of its stage before absolute places; the one user that there is owns all of it. */
const inRoot = (command: string, root: string): string =>
  command.replaceAll(/ (\/\w+)/g, ` ${root}$1`).replaceAll(/chown \S+ /g, 'test -w ');
