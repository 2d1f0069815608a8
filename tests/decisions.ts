// npm run decisions: writes the index of the decisions from their titles and states.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(path.dirname(import.meta.dirname), 'docs/decisions');
export const indexFile = path.join(folder, 'README.md');

interface Decision {
  file: string;
  text: string;
}

export const decisions = (): Decision[] =>
  globSync('[0-9]*.md', { cwd: folder })
    .sort()
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));

/** The first lines of a decision: its number and title, and whether it is in force or what has changed it since. */
export const headOf = /^# (\d{4}) (.+)\n\nStatus: (in force(?:, changed in part by (?:.+))?)\.\n/;

export function indexPage(): string {
  const rows = decisions().map(({ file, text }) => {
    const [, number = '', title = '', status = ''] = headOf.exec(text) ?? [];
    return `- [${number}](${file}) ${title}${status === 'in force' ? '' : ` (${status.replace('in force, ', '')})`}`;
  });
  return `# Decisions\n\nWhat was decided, and why, where the code alone doesn't say it. All are in force; one that another replaces is merged into it. \`npm run decisions\` writes this page.\n\n${rows.join('\n')}\n`;
}

if (import.meta.main) writeFileSync(indexFile, indexPage());
