/**
 * What the table and permissions call types that have another name by now: planned activities began as tasks, and what
 * people log on a record without planning it as activities.
 */
const names = { activity: 'task', loggedActivity: 'activity' } as const;

/** The name of a type in keys of the table, in changes, and in the names of permissions. */
export type StoredName<Type extends string> = Type extends keyof typeof names ? (typeof names)[Type] : Type;

export const storedNameOf = <Type extends string>(type: Type): StoredName<Type> =>
  (Object.hasOwn(names, type) ? names[type as keyof typeof names] : type) as StoredName<Type>;

/** The type that the table calls by a name. */
export const typeStoredAs = (name: string): string =>
  Object.entries(names).find(([, stored]) => stored === name)?.[0] ?? name;
