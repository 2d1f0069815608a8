import { Stack } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import { createLogGroup } from './retention.ts';
import type { StageSettings } from './stages.ts';

/**
 * Log fields of a request at the edge. The IP address and the query string are left out because they are or can contain
 * personal data. Paths are included because none contains a secret.
 */
const recordFields = [
  'date',
  'time',
  'x-edge-location',
  'cs-method',
  'cs-uri-stem',
  'sc-status',
  'sc-bytes',
  'time-taken',
  'x-edge-result-type',
  'x-edge-request-id',
];

/**
 * Access logs of CloudFront through CloudWatch's log delivery, because the legacy logs always include the query string.
 * Such deliveries can only be created in us-east-1. Stages in other regions have only the API's own access log.
 */
export function logEdge(stack: Stack, settings: StageSettings, distribution: Distribution): void {
  if (settings.region !== 'us-east-1') return;
  const name = `cobalt-${settings.stage}-edge`;
  const logGroup = createLogGroup(stack, 'EdgeLog', settings);
  logGroup.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(stack).account } },
    }),
  );
  const source = new CfnDeliverySource(stack, 'EdgeLogSource', {
    name,
    logType: 'ACCESS_LOGS',
    resourceArn: distribution.distributionArn,
  });
  const destination = new CfnDeliveryDestination(stack, 'EdgeLogDestination', {
    name,
    destinationResourceArn: logGroup.logGroupArn,
    outputFormat: 'json',
  });
  const delivery = new CfnDelivery(stack, 'EdgeLogDelivery', {
    deliverySourceName: source.name,
    deliveryDestinationArn: destination.attrArn,
    recordFields,
  });
  delivery.addResourceDependency(source);
}
