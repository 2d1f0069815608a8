import {
  clientOptionsFromTemplate,
  cognitoOptionsFromTemplate,
  type PoolRules,
} from '../engines/cognito/options.ts';
import { StartFailure } from '../start-failure.ts';
import { assertMayInvoke } from './functions.ts';
import type { ResolvedResource, Template } from './template.ts';

/** The template's user pool with its trigger functions. */
export type IdentityDefinition = {
  poolId: string;
  clientId: string;
  rules: PoolRules;
  triggers: { preSignUp?: string; customMessage?: string };
};

const clientType = 'AWS::Cognito::UserPoolClient';

const triggerNames: Record<string, 'preSignUp' | 'customMessage'> = {
  PreSignUp: 'preSignUp',
  CustomMessage: 'customMessage',
};

export function identityDefinition(template: Template): IdentityDefinition {
  const pool = template.one('AWS::Cognito::UserPool');
  const client = browserClient(template);
  const triggers: IdentityDefinition['triggers'] = {};
  for (const [name, arn] of Object.entries((pool.properties.LambdaConfig ?? {}) as Record<string, string>)) {
    const trigger = triggerNames[name];
    if (!trigger)
      throw new StartFailure(`The local user pool does not support the trigger ${name} (${pool.where})`);
    assertMayInvoke(template, arn, 'cognito-idp.amazonaws.com', pool);
    triggers[trigger] = template.named('AWS::Lambda::Function', arn).ref;
  }
  return {
    poolId: pool.ref,
    clientId: client.ref,
    rules: {
      ...cognitoOptionsFromTemplate(pool.properties, client.properties, client.ref),
      clients: template
        .all(clientType)
        .map(({ properties, ref }) => clientOptionsFromTemplate(properties, ref)),
    },
    triggers,
  };
}

/** The client of browsers, which sign in over SRP. Other clients are for servers. */
function browserClient(template: Template): ResolvedResource {
  const [only, ...others] = template
    .all(clientType)
    .filter(({ properties }) =>
      (properties.ExplicitAuthFlows as string[] | undefined)?.includes('ALLOW_USER_SRP_AUTH'),
    );
  if (!only || others.length > 0)
    throw new StartFailure('The template must have one client with sign-in by SRP');
  return only;
}
