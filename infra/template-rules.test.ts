import { expect, test } from 'vitest';
import { customerStage } from './customer-stage.ts';
import { synthesized } from './synthesized.ts';
import { findingsOf, findingsOfStage } from './template-rules.ts';

/** Rules of the validator whose findings are accepted, each with the reason. */
const accepted: Record<string, string> = {
  I1022: 'CDK writes Fn::Join, which means the same as Fn::Sub',
  I4010: 'the reasons for resources are in the code that declares them',
  I9001: 'every property that replaces its resource is reported; those of data must not be replaced',
  W3005:
    'CDK makes functions depend on the role that they refer to as well; CloudFormation ignores the duplicate',
};

const stages = [
  ['dev', {}],
  ['staging', {}],
  ['prod', {}],
  [customerStage.stage, customerStage.overrides],
] as const;
const findings = await Promise.all(
  stages.map(async ([stage, overrides]) => ({
    stage,
    findings: findingsOfStage(await synthesized(stage, { overrides })),
  })),
);

test.each(findings)('AWS’s validator finds nothing in stage $stage without a written reason', (of) => {
  expect(of.findings.filter(({ ruleId }) => !(ruleId in accepted))).toEqual([]);
});

test('every accepted rule still has findings', () => {
  const found = new Set(findings.flatMap((of) => of.findings.map(({ ruleId }) => ruleId)));
  expect(Object.keys(accepted).filter((ruleId) => !found.has(ruleId))).toEqual([]);
});

test('the validator finds a property that a resource does not have', () => {
  const template = { Resources: { Work: { Type: 'AWS::SQS::Queue', Properties: { DelaySecs: 5 } } } };
  expect(findingsOf(JSON.stringify(template), 'broken', 'us-east-1')).toContainEqual(
    expect.objectContaining({ id: 'Work', severity: 'FATAL' }),
  );
});
