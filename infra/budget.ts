import type { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { stackPrefix, type StageSettings } from './stages.ts';

/** Percentages of the monthly budget at which the operator is notified. */
const notifyAtPercent = [80, 100];

/**
 * The monthly budget of the stage. Costs are separated by the tag `cobalt:stage`, which must be activated once as a
 * cost allocation tag of the account.
 */
export function createBudget(stack: Stack, settings: StageSettings): void {
  const { stage, monthlyBudgetDollars, alarmEmail } = settings;
  new CfnBudget(stack, 'Budget', {
    budget: {
      budgetName: `${stackPrefix(stage)}Costs`,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: monthlyBudgetDollars, unit: 'USD' },
      costFilters: { TagKeyValue: [`user:cobalt:stage$${stage}`] },
    },
    ...(alarmEmail === undefined
      ? {}
      : {
          notificationsWithSubscribers: notifyAtPercent.map((threshold) => ({
            notification: { notificationType: 'ACTUAL', comparisonOperator: 'GREATER_THAN', threshold },
            subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
          })),
        }),
  });
}
