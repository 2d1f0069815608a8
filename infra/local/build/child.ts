import { spawn } from 'node:child_process';
import { StartFailure } from '../start-failure.ts';

/** Runs a script of the project to its end. Its last line says what went wrong when it fails. */
export function runNode(root: string, argv: string[], what: string): Promise<void> {
  const child = spawn(process.execPath, argv, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => (output = `${output}${data.toString()}`.slice(-10_000)));
  }
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new StartFailure(`${what}: ${error.message}`)));
    child.on('exit', (code) => {
      if (code === 0) {
        resolve();
        return;
      }
      const lines = output.trim().split('\n');
      reject(new StartFailure(`${what}: ${lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? ''}`));
    });
  });
}
