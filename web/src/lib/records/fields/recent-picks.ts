/** IDs of records that the user has picked in this tab, the latest first, by organization and record type. */
const picked = new Map<string, readonly string[]>();
const most = 3;

const keyOf = (orgId: string, type: string) => `${orgId} ${type}`;

export const recentPicks = (orgId: string, type: string): readonly string[] =>
  picked.get(keyOf(orgId, type)) ?? [];

export function notePick(orgId: string, type: string, id: string): void {
  const others = recentPicks(orgId, type).filter((other) => other !== id);
  picked.set(keyOf(orgId, type), [id, ...others].slice(0, most));
}
