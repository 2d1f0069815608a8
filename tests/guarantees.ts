import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { fullOnly } from './tiers.ts';

const root = path.dirname(import.meta.dirname);
const page = path.join(root, '.build/guarantees.md');

const introduction = `# Guarantees

What the tests state, file by file. \`npm run guarantees\` writes this page from the titles of the tests. "…" stands for a value or a case, of which there may be many.

- **quick**: runs in \`npm test\`, and with more cases in \`npm run test:full\`.
- **full**: runs in \`npm run test:full\` only.
`;

interface Guarantee {
  title: string;
  isFullOnly: boolean;
}

function guaranteesPage(): string {
  const exclude = ['**/node_modules', '.build', '**/.svelte-kit'];
  const files = globSync('**/*.test.ts', { cwd: root, exclude }).sort();
  const sections = files.map((file) => sectionOf(file, readFileSync(path.join(root, file), 'utf8')));
  return [introduction, ...sections].join('\n');
}

/** The part of the page about one file: its tier and its guarantees, each once. */
export function sectionOf(file: string, text: string): string {
  const isFullOnly = fullOnly.some((pattern) => path.matchesGlob(file, pattern));
  const lines = guaranteesOf(file, text).map(
    (guarantee) => `- ${escaped(guarantee.title)}${guarantee.isFullOnly && !isFullOnly ? ' (**full**)' : ''}`,
  );
  return `## ${file}\n\n**${isFullOnly ? 'full' : 'quick'}**\n\n${[...new Set(lines)].join('\n')}\n`;
}

/** Titles of the tests in a file, in order. Each includes the titles of the enclosing `describe` blocks. */
export function guaranteesOf(file: string, text: string): Guarantee[] {
  const found: Guarantee[] = [];
  const visit = (node: ts.Node, around: Guarantee): void => {
    const kind = ts.isCallExpression(node) ? kindOf(node.expression) : undefined;
    if (!ts.isCallExpression(node) || !kind) {
      ts.forEachChild(node, (child) => visit(child, around));
      return;
    }
    const title = titleOf(node.arguments[0]);
    // Calls whose first argument is not a literal text, such as `test.extend({…})`, are left out.
    if (title === undefined) return;
    const guarantee = {
      title: `${around.title} ${title}`.trim(),
      isFullOnly: around.isFullOnly || node.expression.getText().includes('isFull'),
    };
    if (kind === 'test') found.push(guarantee);
    else for (const argument of node.arguments.slice(1)) visit(argument, guarantee);
  };
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  visit(source, { title: '', isFullOnly: false });
  return found;
}

/**
 * Whether a call is one of `test` or `describe`, including modified ones such as `test.each(…)(…)` and
 * `describe.runIf(…)(…)`. Undefined for all other calls.
 */
function kindOf(callee: ts.Expression): 'test' | 'describe' | undefined {
  if (ts.isIdentifier(callee)) {
    if (callee.text === 'describe') return 'describe';
    return callee.text === 'test' || callee.text === 'it' ? 'test' : undefined;
  }
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) return kindOf(callee.expression);
  return undefined;
}

function titleOf(argument: ts.Expression | undefined): string | undefined {
  if (!argument) return undefined;
  if (ts.isStringLiteralLike(argument)) return withoutCases(argument.text);
  if (!ts.isTemplateExpression(argument)) return undefined;
  const parts = [argument.head.text, ...argument.templateSpans.map(({ literal }) => literal.text)];
  return withoutCases(parts.join('…'));
}

const withoutCases = (title: string): string =>
  title
    .replace(/\s*\(seed …\)/, '')
    .replace(/\$\w+|%[sidfjop]/g, '…')
    .trim();

const escaped = (title: string): string => title.replace(/[\\`*_<>[\]#|]/g, '\\$&');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(path.dirname(page), { recursive: true });
  writeFileSync(page, guaranteesPage());
  console.log(`Written to ${path.relative(process.cwd(), page)}`);
}
