import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StartFailure } from '../start-failure.ts';
import type { Place } from './resource-types.ts';

/** The account id of all local resources. */
const localAccount = '000000000000';

/** The only region of an assembly's stacks, with the local account ID. Several regions fail the start. */
export function placeOf(assemblyFolder: string): Place {
  const manifest = JSON.parse(readFileSync(path.join(assemblyFolder, 'manifest.json'), 'utf8')) as {
    artifacts: Record<string, { environment?: string }>;
  };
  const regions = new Set(
    Object.values(manifest.artifacts).flatMap(({ environment }) => environment?.split('/').at(-1) ?? []),
  );
  const [region, ...others] = [...regions];
  if (!region || others.length > 0) {
    throw new StartFailure(
      `The stacks must be of one region; they are of ${[...regions].join(', ') || 'none'}`,
    );
  }
  return { region, accountId: localAccount };
}
