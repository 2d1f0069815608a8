let urls = $state.raw<Readonly<Record<string, string | undefined>>>({});

/** URL of a user's picture; undefined if there is none or it isn't known yet. */
export const pictureOf = (userId: string): string | undefined => urls[userId];

export function knowPictures(known: readonly (readonly [userId: string, url: string | undefined])[]): void {
  const changed = known.filter(([userId, url]) => urls[userId] !== url);
  if (changed.length > 0) urls = { ...urls, ...Object.fromEntries(changed) };
}
