/** Conditions to spread into a put, update, delete or check that has no condition of its own. */

/** The item doesn't exist yet. */
export const ifAbsent = { ConditionExpression: 'attribute_not_exists(pk)' } as const;

export const ifPresent = { ConditionExpression: 'attribute_exists(pk)' } as const;

/** The item exists, isn't in the trash, and wasn't merged into another one. */
export const ifLive = {
  ConditionExpression:
    'attribute_exists(pk) AND attribute_not_exists(expiresAt) AND attribute_not_exists(mergedInto)',
} as const;

export interface Condition {
  ConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Record<string, unknown>;
}

/** The item's attributes still have these values. */
export function ifEquals(attributes: Readonly<Record<string, unknown>>): Condition {
  const entries = Object.entries(attributes);
  return {
    ConditionExpression: entries.map(([name]) => `#${name} = :${name}Before`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([name, value]) => [`:${name}Before`, value])),
  };
}

/**
 * The item still has the version that was read, or still doesn't exist if none was read. Versions start at 1, so 0 also
 * stands for none.
 */
export const ifVersion = (version: number | undefined): typeof ifAbsent | Condition =>
  version ? ifEquals({ version }) : ifAbsent;

/** The item still has its first version. Some items of earlier releases have none until they change. */
export const ifFirstVersion: Condition = {
  ConditionExpression:
    'attribute_exists(pk) AND (attribute_not_exists(#version) OR #version = :versionBefore)',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':versionBefore': 1 },
};

/** Adds a condition to an input that has names and values of its own. The input can use the condition's names. */
export const under = <
  T extends {
    ExpressionAttributeNames?: Record<string, string>;
    ExpressionAttributeValues?: Record<string, unknown>;
  },
>(
  { ConditionExpression, ...condition }: Condition,
  input: T,
) => ({
  ...input,
  ConditionExpression,
  ExpressionAttributeNames: { ...input.ExpressionAttributeNames, ...condition.ExpressionAttributeNames },
  ExpressionAttributeValues: { ...input.ExpressionAttributeValues, ...condition.ExpressionAttributeValues },
});

/** The part of an update that sets attributes which are defined. */
export function setting(attributes: Readonly<Record<string, unknown>>) {
  const all = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return {
    UpdateExpression: all.length > 0 ? `SET ${all.map(([name]) => `#${name} = :${name}`).join(', ')}` : '',
    ExpressionAttributeNames: Object.fromEntries(all.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(all.map(([name, value]) => [`:${name}`, value])),
  };
}
