import type { Profile } from '#data/accounts/user.ts';
import { isInPool } from '#data/accounts/pool-user.ts';
import { scanPage } from '#data/passes/scan-page.ts';
import { signedInUsers, type ScannedUser } from '#data/passes/scan-filters.ts';
import type { Item } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';

export interface Search {
  /** Number of users who were looked up in the pool. */
  checked: number;
  /** Ids of users whom the pool doesn't have. */
  missing: string[];
  /** Where the next search starts. Undefined at the end of the table. */
  lastKey: Item | undefined;
}

/** Pages of up to 1,000 items or 1 MB that one run reads at most, so its cost doesn't grow with the table. */
const pagesMost = 2_000;

/**
 * Looks up the users of a part of the table in the user pool, one at a time, which keeps far below the pool's request
 * quota. Stops within a page when time runs out, and then continues after the last user who was looked up.
 */
export async function findMissing(
  session: Session,
  from: Item | undefined,
  hasTime: () => boolean,
): Promise<Search> {
  const search: Search = { checked: 0, missing: [], lastKey: from };
  for (let pages = 0; pages < pagesMost && hasTime(); pages += 1) {
    const page = await scanPage<ScannedUser>(session, signedInUsers, search.lastKey);
    const { items: users, lastKey } = page;
    for (const user of users) {
      if (!hasTime()) return search;
      const { id, username } = identityOf(user);
      search.checked += 1;
      if (!(await isInPool(username, id))) search.missing.push(id);
      search.lastKey = { pk: user.pk, sk: user.sk };
    }
    search.lastKey = lastKey;
    if (!lastKey) break;
  }
  return search;
}

const identityOf = ({ data }: ScannedUser): Profile => JSON.parse(data) as Profile;
