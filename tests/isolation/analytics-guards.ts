import { guard } from './guard.ts';

/** Guards of analytics. */
export const analyticsGuards = [
  guard(
    'own analytics',
    'shared/data/records/read.ts',
    'const lists = [reachOf(context, context.scope), people, team];',
    "const lists = ['all' as Reach, people, team];",
    'tests/api/analytics.test.ts',
  ),
  guard(
    'analytics of what a key may not read',
    'functions/analytics/rollups.ts',
    'const permitted = mayRead ?',
    'const permitted = mayRead || requested ?',
    'tests/api/analytics.test.ts',
  ),
  guard(
    'revenue by customer of others',
    'functions/analytics/customers.ts',
    'const reach = mayReadBoth(context) ? owners : [];',
    "const reach = 'all' as Reach;",
    'tests/api/analytics-customers.test.ts',
  ),
  guard(
    'a customer’s numbers of others',
    'functions/analytics/customers.ts',
    'const reach = mayReadBoth(context) ? reachOf(context, context.scope) : [];',
    "const reach = 'all' as Reach;",
    'tests/api/analytics-customers.test.ts',
  ),
  guard(
    'numbers of a customer out of sight',
    'functions/analytics/customers.ts',
    'await loadRecord(customerRecords, context, customerId, readScope(customerRecords, context));',
    '',
    'tests/api/analytics-customers.test.ts',
  ),
  guard(
    'what a preset brings',
    'functions/presets/presets.ts',
    'checkRights(context, added);',
    '',
    'tests/api/presets.test.ts',
  ),
  guard(
    'fields of records that a key may not read, in the description',
    'functions/reference/get.ts',
    'recordTypeNames.filter((name) => context.scopeFor(`${name}:read` as Permission))',
    'recordTypeNames',
    'tests/api/reference.test.ts',
  ),
  guard(
    'activities of others across records',
    'shared/data/records/read.ts',
    'const lists = [reachOf(context, context.scope), people, team];',
    "const lists = ['all' as Reach, people, team];",
    'tests/api/activity-lists.test.ts',
  ),
  guard(
    'what activities say to a key that may not read them',
    'functions/activities/list-all.ts',
    "const mayRead = context.scopeFor('activity:read') !== undefined;",
    'const mayRead = true;',
    'tests/api/activity-lists.test.ts',
  ),
  guard(
    'titles of records out of sight, in activities, tasks and timelines',
    'shared/data/records/visible.ts',
    'return record && !record.deletedAt && isVisible(record, readReach(definition, context))',
    'return record',
    'tests/api/activity-lists.test.ts',
  ),
  guard(
    'who works under whom, told to a key',
    'shared/data/organization/chart.ts',
    "if (!context.scopeFor('employee:read')) throw new ProblemError('forbidden');",
    '',
    'tests/api/list-teams.test.ts',
  ),
];
