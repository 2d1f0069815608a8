// npm start: runs the product on this machine; see README.md.
import { enableCompileCache } from 'node:module';
import path from 'node:path';

const oldest = 24;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    `Node ${oldest} or newer is needed; this is ${process.version}. npm ci brings it on Linux x64.`,
  );
  process.exit(1);
}
// Keeps stripped and compiled modules for later starts, which then take less time and memory.
enableCompileCache(path.join(path.dirname(import.meta.dirname), 'node_modules/.cache/node'));
const { run } = await import('./run.ts');
await run(process.argv.slice(2));
