import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** The code blocks of a language in a page of the documentation. */
export function examplesIn(page: string, language: string): string[] {
  const text = readFileSync(path.join(root, 'docs', page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, code = '']) => code,
  );
}

/** What the TypeScript of a page exports. */
export async function exportsOf(page: string): Promise<Record<string, (...input: any[]) => any>> {
  const [code = ''] = examplesIn(page, 'ts');
  const script = stripTypeScriptTypes(code);
  return import(`data:text/javascript,${encodeURIComponent(script)}`) as Promise<Record<string, any>>;
}

/** The programs that run an example of a language: not every machine has them. */
const programs = { python: 'python3', php: 'php' } as const;
export type Foreign = keyof typeof programs;

export function isThere(language: Foreign): boolean {
  try {
    execFileSync(programs[language], ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs the example of a page and then these lines, and returns what they print. */
export function runExample(page: string, language: Foreign, lines: string): string {
  const [code = ''] = examplesIn(page, language);
  const flag = language === 'python' ? '-c' : '-r';
  const script = `${code.replace('<?php', '')}\n${lines}`;
  return execFileSync(programs[language], [flag, script], { encoding: 'utf8' }).trim();
}
