import { spawn } from 'node:child_process';
import { endWithParent } from 'local-aws/end-with-parent.ts';
import { StartFailure } from 'local-aws/start-failure.ts';

/**
 * Runs a script of the project to completion. If it fails, the error message is the first line of its output that
 * mentions an error, or the last line.
 */
export function runNode(root: string, argv: string[], what: string): Promise<void> {
  const program = ['-c', endWithParent, 'build', process.execPath, ...argv];
  // The child ends with its parent, so that it cannot overwrite the build of a host that starts later.
  const child = spawn('/bin/sh', program, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => (output = `${output}${data.toString()}`.slice(-10_000)));
  }
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new StartFailure(`${what}: ${error.message}`)));
    child.on('exit', (code) => {
      child.stdin.destroy();
      if (code === 0) {
        resolve();
        return;
      }
      const lines = output.trim().split('\n');
      reject(new StartFailure(`${what}: ${lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? ''}`));
    });
  });
}
