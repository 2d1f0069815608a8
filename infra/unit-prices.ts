/**
 * AWS's on-demand prices in US dollars, without the free tiers, which are per account. Source: the pricing pages of the
 * services for US East (N. Virginia), as published in 2025. If AWS changes a price, change it here and run
 * `npm run prices`.
 */
export const unitPrices = {
  alarmMetricMonth: price('CloudWatch', 'metric of an alarm, per month', 0.1),
  dashboardMonth: price('CloudWatch', 'dashboard, per month', 3),
  customMetricMonth: price('CloudWatch', 'custom metric, per month', 0.3),
  logGb: price('CloudWatch', 'GB of logs received', 0.5),
  logStorageGbMonth: price('CloudWatch', 'GB of logs stored, compressed, per month', 0.03),
  webAclMonth: price('WAF', 'web ACL, per month', 5),
  ruleMonth: price('WAF', 'rule or managed rule group, per month', 1),
  inspectedMillion: price('WAF', 'million requests inspected', 0.6),
  secretMonth: price('Secrets Manager', 'secret, per month', 0.4),
  secretCallsMillion: price('Secrets Manager', 'million calls', 5),
  keyCallsMillion: price('KMS', 'million calls', 3),
  pollMillion: price('SQS', 'million requests', 0.4),
  scheduleMillion: price('EventBridge Scheduler', 'million invocations', 1),
  invocationMillion: price('Lambda', 'million invocations', 0.2),
  gbSecond: price('Lambda', 'GB-second on arm64', 0.0000133334),
  writeMillion: price('DynamoDB', 'million write request units', 0.625),
  readMillion: price('DynamoDB', 'million read request units', 0.125),
  tableGbMonth: price('DynamoDB', 'GB stored, per month', 0.25),
  backupGbMonth: price('DynamoDB', 'GB with point-in-time recovery, per month', 0.2),
  traceMillion: price('X-Ray', 'million traces recorded', 5),
  apiMillion: price('API Gateway', 'million requests of an HTTP API', 1),
  edgeMillion: price('CloudFront', 'million HTTPS requests', 1),
  edgeFunctionMillion: price('CloudFront', 'million runs of a CloudFront function', 0.1),
  transferGb: price('CloudFront', 'GB sent to the internet', 0.085),
  fileGbMonth: price('S3', 'GB stored, per month', 0.023),
  userMonth: price('Cognito', 'active user of the Essentials tier, per month', 0.015),
  mailThousand: price('SES', 'thousand e-mails sent', 0.1),
};

export type UnitPrice = { service: string; unit: string; dollars: number };

function price(service: string, unit: string, dollars: number): UnitPrice {
  return { service, unit, dollars };
}
