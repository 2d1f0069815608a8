// npm start: runs the product on this machine; see README.md.
const oldest = 24;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    `Node ${oldest} or newer is needed; this is ${process.version}. npm ci brings it on Linux x64.`,
  );
  process.exit(1);
}
const { run } = await import('./run.ts');
await run(process.argv.slice(2));
