import type { Organization } from './organization.ts';
import { usualStaleDays } from './usual-patience.ts';

/** Days in each open stage in use after which its deals stand out, by the id of the stage. */
export const staleDays = ({ pipelines }: Pick<Organization, 'pipelines'>): ReadonlyMap<string, number> =>
  new Map(
    pipelines
      .filter(({ retired }) => !retired)
      .flatMap(({ stages }) => stages.filter(({ meaning, retired }) => meaning === 'open' && !retired))
      .map(({ id, staleDays: days = usualStaleDays }) => [id, days]),
  );
