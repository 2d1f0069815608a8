import type { FunctionDefinition } from '../lambda/definition.ts';
import { compilePolicies, decide, type PolicyDocument } from '../iam/policy.ts';
import { wildcardPattern } from '../iam/wildcard.ts';
import { StartFailure } from '../start-failure.ts';
import type { StackTemplate } from './assembly.ts';
import type { Properties, ResolvedResource, Template } from './template.ts';

/** The template's functions with the location of their code. */
export function functionDefinitions(template: Template, stacks: StackTemplate[]): FunctionDefinition[] {
  const folders = Object.assign({}, ...stacks.map(({ assets }) => assets)) as Record<string, string>;
  return template.all('AWS::Lambda::Function').map((resource) => {
    const { properties, ref, attributes, where } = resource;
    const hash = String((properties.Code as Properties).S3Key).replace(/\.zip$/, '');
    const codeFolder = folders[hash];
    if (!codeFolder) throw new StartFailure(`The code of ${where} is not in the cloud assembly`);
    const environment =
      (properties.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables ?? {};
    return {
      name: ref,
      arn: attributes.Arn ?? ref,
      codeFolder,
      handler: String(properties.Handler),
      environment: Object.fromEntries(Object.entries(environment).map(([k, v]) => [k, String(v)])),
      timeoutSeconds: Number(properties.Timeout ?? 3),
      memoryMb: Number(properties.MemorySize ?? 128),
      reservedConcurrency:
        properties.ReservedConcurrentExecutions === undefined
          ? undefined
          : Number(properties.ReservedConcurrentExecutions),
      roleName: template.named('AWS::IAM::Role', properties.Role).ref,
    };
  });
}

/** AWS managed policies that only grant permission to write logs. */
const logPolicies = ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'];

/**
 * The inline policies of a role, its own and those of AWS::IAM::Policy resources. Managed policies other than
 * `logPolicies` fail the start.
 */
export function policiesOf(template: Template, roleName: string): PolicyDocument[] {
  const role = template.named('AWS::IAM::Role', roleName);
  for (const arn of (role.properties.ManagedPolicyArns ?? []) as string[]) {
    if (!logPolicies.includes(arn)) {
      throw new StartFailure(
        `The policy evaluator does not support the managed policy ${arn} (${role.where})`,
      );
    }
  }
  const own = ((role.properties.Policies ?? []) as Properties[]).map((policy) => policy.PolicyDocument);
  const attached = template
    .all('AWS::IAM::Policy')
    .filter(({ properties }) => ((properties.Roles ?? []) as string[]).includes(roleName))
    .map(({ properties }) => properties.PolicyDocument);
  return [...own, ...attached] as PolicyDocument[];
}

/** Whether a permission in the template lets a service invoke a function for one of its resources. */
export function mayInvoke(
  template: Template,
  functionArn: string,
  service: string,
  sourceArn: string,
): boolean {
  const names = [functionArn, template.named('AWS::Lambda::Function', functionArn).ref];
  return template
    .all('AWS::Lambda::Permission')
    .some(
      ({ properties }: ResolvedResource) =>
        properties.Principal === service &&
        names.includes(String(properties.FunctionName)) &&
        (properties.SourceArn === undefined || wildcardPattern(String(properties.SourceArn)).test(sourceArn)),
    );
}

/** Whether the policies of a role of the template let it invoke a function. */
export function mayRoleInvoke(template: Template, roleArn: string, functionArn: string): boolean {
  const { ref } = template.named('AWS::IAM::Role', roleArn);
  const statements = compilePolicies(policiesOf(template, ref), ref);
  return decide(statements, 'lambda:InvokeFunction', functionArn, () => undefined).allowed;
}

/**
 * Fails the start if no permission in the template lets a service invoke the function, because AWS would refuse the
 * call.
 */
export function assertMayInvoke(
  template: Template,
  functionArn: string,
  service: string,
  source: ResolvedResource,
): void {
  if (mayInvoke(template, functionArn, service, source.attributes.Arn ?? source.ref)) return;
  const { ref } = template.named('AWS::Lambda::Function', functionArn);
  throw new StartFailure(`${service} has no permission to invoke ${ref} (${source.where})`);
}
