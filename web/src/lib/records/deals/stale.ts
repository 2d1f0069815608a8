import { usualStaleDays } from '#contract/usual-patience.ts';
import type { Workspace } from '#lib/workspace.ts';

/** Days in each open stage after which its deals stand out, by the id of the stage. */
export const staleDays = ({ organization }: Workspace): ReadonlyMap<string, number> =>
  new Map(
    organization.pipelines
      .filter(({ retired }) => !retired)
      .flatMap(({ stages }) => stages.filter(({ meaning, retired }) => meaning === 'open' && !retired))
      .map(({ id, staleDays: days = usualStaleDays }) => [id, days]),
  );
