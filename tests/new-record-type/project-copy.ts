import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '#infra/functions.ts';

/** A copy of the project's files that a test can edit as a developer would. */
export interface ProjectCopy {
  root: string;
  /** Files that were added, changed or deleted since the copy was made, according to `git status`. */
  touchedFiles(): string[];
  remove(): void;
}

/**
 * Folders that tools generate in node_modules. Unlike packages, they aren't linked into the copy, because tools that
 * run in the copy would then write to those of the project.
 */
const generatedPackages = ['$app', '.vite', '.vite-temp', '.cache'];

export function copyProject(): ProjectCopy {
  const root = mkdtempSync(path.join(tmpdir(), 'cobalt-copy-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  for (const file of projectFiles()) cpSync(path.join(projectRoot, file), path.join(root, file));
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Before');
  mkdirSync(path.join(root, 'node_modules'));
  for (const name of readdirSync(path.join(projectRoot, 'node_modules'))) {
    if (generatedPackages.includes(name)) continue;
    symlinkSync(path.join(projectRoot, 'node_modules', name), path.join(root, 'node_modules', name));
  }
  return {
    root,
    touchedFiles: () =>
      git('status', '--porcelain', '--untracked-files=all')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.slice(3))
        .sort(),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** All files that Git tracks or would track, except those that are deleted but not committed yet. */
const projectFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && existsSync(path.join(projectRoot, file)));

/** The TypeScript files shown in CONTRIBUTING.md, by path. The first line of each code block is the path. */
export function documentedFiles(): Record<string, string> {
  const document = readFileSync(path.join(projectRoot, 'CONTRIBUTING.md'), 'utf8');
  const blocks = document.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, file = '', text = '']) => [file, text]));
}

/** Adds the record type of CONTRIBUTING.md by applying its code blocks to the files that they name. */
export function addDocumentedType({ root }: ProjectCopy): void {
  for (const [file, text] of Object.entries(documentedFiles())) {
    const target = path.join(root, file);
    writeFileSync(target, existsSync(target) ? withLines(readFileSync(target, 'utf8'), text) : text);
  }
}

/** Adds imports above the existing ones. The statement below them replaces the one with the same text up to its `=`. */
function withLines(before: string, shown: string): string {
  const lines = shown.split('\n').filter(Boolean);
  const imports = lines.filter((line) => line.startsWith('import '));
  const statement = lines.filter((line) => !line.startsWith('import ')).join('\n');
  const from = before.indexOf(statement.slice(0, statement.indexOf('=') + 1));
  if (from === -1) throw new Error(`No statement begins like "${lines[imports.length] ?? ''}"`);
  const to = before.indexOf(';\n', from) + 1;
  return `${imports.join('\n')}\n${before.slice(0, from)}${statement}${before.slice(to)}`;
}
