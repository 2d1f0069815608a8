import type { Status, StatusMeaning } from '#contract/status.ts';

/** The first entry in use that has a meaning, or else a retired one. */
export function entryWith(entries: readonly Status[], meaning: StatusMeaning): string | undefined {
  const meant = entries.filter((entry) => entry.meaning === meaning);
  return (meant.find(({ retired }) => !retired) ?? meant[0])?.id;
}
