interface Entry {
  retired?: boolean | undefined;
  isDefault?: boolean | undefined;
}

/**
 * The status or source that new records get: the organization's default or, if every record needs one, the first one in
 * use.
 */
export function defaultEntry<E extends Entry>(entries: readonly E[], isNeeded: boolean): E | undefined {
  const used = entries.filter(({ retired }) => !retired);
  return used.find(({ isDefault }) => isDefault) ?? (isNeeded ? used[0] : undefined);
}
