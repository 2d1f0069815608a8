import { spawnSync } from 'node:child_process';
import { projectRoot } from '#infra/functions.ts';
import { atMost, type Figure } from '../figure.ts';

/** P8: the duration of `npm test`. */
export function measureTests(): Figure[] {
  const startedAt = performance.now();
  const { status } = spawnSync('npm', ['test'], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const minutes = (performance.now() - startedAt) / 60_000;
  const what = status === 0 ? '`npm test`' : '`npm test`, which failed';
  return [atMost('P8', what, minutes, 'min', 10)];
}
