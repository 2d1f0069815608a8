import { guard } from './guard.ts';

/** Guards of numbers. */
export const analyticsGuards = [
  guard(
    'own analytics',
    'functions/analytics/report.ts',
    'const reach = reachOf(context, context.scope);',
    "const reach = 'all' as Reach;",
    'tests/api/analytics.test.ts',
  ),
  guard(
    'analytics of what a key may not read',
    'functions/analytics/rollups.ts',
    'const wanted = mayRead ?',
    'const wanted = mayRead || asked ?',
    'tests/api/analytics.test.ts',
  ),
];
