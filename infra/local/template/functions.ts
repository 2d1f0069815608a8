import type { FunctionDefinition } from '../functions/definition.ts';
import type { PolicyDocument } from '../rights/policy.ts';
import { StartFailure } from '../start-failure.ts';
import type { StackTemplate } from './assembly.ts';
import type { Properties, ResolvedResource, Template } from './template.ts';

/** The functions of the template and where their code lies. */
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

/** Policies that AWS keeps; the first of these gives the right to write logs and nothing else. */
const logPolicies = ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'];

/** All policy documents of a role: its own and those that are attached to it. */
export function policiesOf(template: Template, roleName: string): PolicyDocument[] {
  const role = template.named('AWS::IAM::Role', roleName);
  for (const arn of (role.properties.ManagedPolicyArns ?? []) as string[]) {
    if (!logPolicies.includes(arn)) {
      throw new StartFailure(`The rights evaluator does not know the managed policy ${arn} (${role.where})`);
    }
  }
  const own = ((role.properties.Policies ?? []) as Properties[]).map((policy) => policy.PolicyDocument);
  const attached = template
    .all('AWS::IAM::Policy')
    .filter(({ properties }) => ((properties.Roles ?? []) as string[]).includes(roleName))
    .map(({ properties }) => properties.PolicyDocument);
  return [...own, ...attached] as PolicyDocument[];
}

/** Fails when nothing in the template lets a service call the function: on AWS the call would be refused. */
export function assertMayInvoke(
  template: Template,
  functionArn: string,
  service: string,
  where: string,
): void {
  const { ref } = template.named('AWS::Lambda::Function', functionArn);
  const isGiven = template.all('AWS::Lambda::Permission').some(({ properties }: ResolvedResource) => {
    const names = [functionArn, ref];
    return properties.Principal === service && names.includes(String(properties.FunctionName));
  });
  if (!isGiven) throw new StartFailure(`${service} has no permission to invoke ${ref} (${where})`);
}
