import { guard } from './guard.ts';

/** Guards of analytics, presets, the API description, activities and the organization chart. */
export const analyticsGuards = [
  guard(
    'analytics of own records only',
    'shared/data/records/read.ts',
    'const lists = [ownersOf(context, context.scope), people, team];',
    "const lists = ['all' as Owners, people, team];",
    'tests/api/analytics.test.ts',
  ),
  guard(
    'analytics of record types that a key cannot read',
    'functions/analytics/rollups.ts',
    'const permitted = mayRead ?',
    'const permitted = mayRead || requested ?',
    'tests/api/analytics.test.ts',
  ),
  guard(
    'revenue by customer of others',
    'functions/analytics/customers.ts',
    'const readable = mayReadBoth(context) ? owners : [];',
    "const readable = 'all' as Owners;",
    'tests/api/analytics-customers.test.ts',
  ),
  guard(
    'a customer’s deals of others',
    'functions/analytics/customers.ts',
    'const owners = mayReadBoth(context) ? ownersOf(context, context.scope) : [];',
    "const owners = 'all' as Owners;",
    'tests/api/analytics-customers.test.ts',
  ),
  guard(
    'figures of a customer out of reach',
    'functions/analytics/customers.ts',
    'await loadRecord(customerRecords, context, customerId, readScope(customerRecords, context));',
    '',
    'tests/api/analytics-customers.test.ts',
  ),
  guard(
    'permissions for the parts of a preset',
    'functions/presets/presets.ts',
    'checkRights(context, added);',
    '',
    'tests/api/presets.test.ts',
  ),
  guard(
    'fields of record types that a key cannot read, in the API description',
    'functions/reference/get.ts',
    'recordTypeNames.filter((name) => context.scopeFor(`${name}:read` as Permission))',
    'recordTypeNames',
    'tests/api/reference.test.ts',
  ),
  guard(
    'activities of others across records',
    'shared/data/records/read.ts',
    'const lists = [ownersOf(context, context.scope), people, team];',
    "const lists = ['all' as Owners, people, team];",
    'tests/api/activity-lists.test.ts',
  ),
  guard(
    'texts of activities for a key that cannot read them',
    'functions/activities/list-all.ts',
    "const mayRead = context.scopeFor('activity:read') !== undefined;",
    'const mayRead = true;',
    'tests/api/activity-lists.test.ts',
  ),
  guard(
    'recent changes of records out of reach',
    'shared/data/records/visible.ts',
    'const isSeen = isVisible(record, readReach(definition, context));',
    'const isSeen = true;',
    'tests/isolation/handover.test.ts',
  ),
  guard(
    'titles of records out of reach, in activities, tasks and timelines',
    'shared/data/records/visible.ts',
    'return record && !record.deletedAt && isVisible(record, readReach(definition, context))',
    'return record',
    'tests/api/activity-lists.test.ts',
  ),
  guard(
    'reporting lines for a key that cannot read employees',
    'shared/data/organization/chart.ts',
    "if (!context.scopeFor('employee:read')) throw new ProblemError('forbidden');",
    '',
    'tests/api/list-teams.test.ts',
  ),
];
