import { expect, test } from 'vitest';
import { api } from '#contract/api.ts';
import { limits } from '#contract/limits.ts';
import { bulkRowsMax } from '#contract/record-operations.ts';
import type { Resource } from '#contract/operation.ts';
import type { Context } from '#data/organization/context.ts';
import { defaultLists } from '#data/organization/presets/default-lists.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { actionsOf, creation } from '#data/records/write.ts';
import { leastOf } from '../schema-values.ts';

const settings = { ...defaultLists('en'), id: 'o', currency: 'COP', timeZone: 'UTC' };
const context = {
  ...{ orgId: 'o', actor: { userId: 'u' }, settings, requestId: 'r', team: [] },
  now: new Date().toISOString(),
} as unknown as Context;

test.each(
  Object.values(recordDefinitions).map((definition) => [definition.type.plural, definition] as const),
)(
  'as many %s as one bulk create may hold fit into one transaction with its idempotency marker',
  (plural, definition) => {
    const body = (api as Record<string, Resource>)[plural]!.operations.createMany!.body!;
    const { type } = definition;
    const least = leastOf(type.create) as Record<string, unknown>;
    let most = 1;
    while (body.safeParse({ items: Array.from({ length: most + 1 }, () => least) }).success) most += 1;
    const actionsWith = (count: number, names: readonly string[]) => {
      const writes = Array.from({ length: count }, (_, row) => {
        const unique = Object.fromEntries(names.map((field) => [field, `${field} ${row}`]));
        return creation(definition, context, { ...least, ...unique });
      });
      return actionsOf(definition, context, writes).length + 1;
    };
    const usual = type.unique.filter((name) => !type.fields[name]?.isExternalId);
    expect(actionsWith(most, usual)).toBeLessThanOrEqual(limits.transactionActions);
    const withIds = bulkRowsMax(type.unique.length, type.actionsAlong);
    expect(actionsWith(withIds, type.unique)).toBeLessThanOrEqual(limits.transactionActions);
  },
);
