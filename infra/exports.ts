import type { Stack } from 'aws-cdk-lib';

/**
 * Exports values also if no other stack of this release imports them. CDK would leave the export out, and CloudFormation
 * refuses that as long as the deployed application imports it, which is updated last.
 */
export function keepExports(stack: Stack, ...values: readonly unknown[]): void {
  for (const value of values) stack.exportValue(value);
}
