import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stackPrefix } from './stages.ts';
import type { Synthesized } from './synthesized.ts';

/**
 * For tests only: what AWS's own validator says about templates. It compares them with the schema of each resource type
 * and reports the properties whose change replaces a resource.
 */

export type Finding = {
  ruleId: string;
  severity: string;
  message: string;
  /** The resource's logical id; undefined if the finding concerns the template. */
  id: string | undefined;
  /** Path such as `Properties.BucketName`. */
  property: string | undefined;
};

type Report = {
  status: string;
  diagnostics: {
    ruleId: string;
    severity: string;
    message: string;
    entity?: { logicalId: string };
    propertyPath?: string;
  }[];
};
type Validator = {
  CompositeEngine: new () => { validateTemplate: (template: object, config: object) => Report };
  TemplateContent: new (content: string, name: string) => object;
};

// The validator comes inside aws-cdk-lib, which runs it in each synthesis for errors only.
const fromHere = createRequire(import.meta.url);
const { CompositeEngine, TemplateContent } = createRequire(fromHere.resolve('aws-cdk-lib'))(
  '@aws/cloudformation-validate',
) as Validator;
let engine: InstanceType<typeof CompositeEngine> | undefined;

/** All findings about a template, including those of the lowest severity. */
export function findingsOf(template: string, name: string, region: string): Finding[] {
  engine ??= new CompositeEngine();
  const { status, diagnostics } = engine.validateTemplate(new TemplateContent(template, name), {
    severityLevel: 'DEBUG',
    pseudoParameterOverrides: { region },
  });
  if (status !== 'OK') throw new Error(`The validation of ${name} ended with ${status}.`);
  return diagnostics.map(({ ruleId, severity, message, entity, propertyPath }) => ({
    ruleId,
    severity,
    message,
    id: entity?.logicalId,
    property: propertyPath,
  }));
}

/** All findings about the templates of a stage. */
export function findingsOfStage({ settings, outdir }: Synthesized): Finding[] {
  return ['Data', 'Identity', 'App'].flatMap((stack) => {
    const name = `${stackPrefix(settings.stage)}${stack}.template.json`;
    return findingsOf(readFileSync(path.join(outdir, name), 'utf8'), name, settings.region);
  });
}
