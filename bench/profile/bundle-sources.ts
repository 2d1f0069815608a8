import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the code of each source file begins in a bundle, in order. */
type Beginnings = { line: number; source: string }[];

const known = new Map<string, Beginnings>();

/** The source file of a line in a bundle that isn't minified. Lines are counted from 0. */
export function sourceOf(url: string, line: number): string {
  if (!url.startsWith('file:')) return url.startsWith('data:') ? 'local-aws/lambda/worker.ts' : url;
  const beginnings = known.get(url) ?? beginningsIn(url);
  known.set(url, beginnings);
  return beginnings.findLast((one) => one.line <= line)?.source ?? url;
}

/** Before the code of each file, esbuild writes a comment with its path. */
function beginningsIn(url: string): Beginnings {
  return readFileSync(fileURLToPath(url), 'utf8')
    .split('\n')
    .flatMap((text, line) => {
      const [, source] = /^\/\/ ((?:shared|functions|events|node_modules)\/\S+)$/.exec(text) ?? [];
      return source === undefined ? [] : [{ line, source }];
    });
}
