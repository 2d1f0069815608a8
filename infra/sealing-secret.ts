import { Validations, type Stack } from 'aws-cdk-lib';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { firstKeyId } from '#contract/sealing-keys.ts';
import { removalPolicy } from './retention.ts';
import type { StageSettings } from './stages.ts';

/** The output by which the application stack says that it reads the keys. Before 0.7, it had none. */
export const sealsWithOutput = 'SealingSecret';

/**
 * The secret with the keys of stored texts: those of Stripe, of hashes, and of links. It lies beside the table, because
 * nobody could read what is sealed without it. infra/sealing-keys.ts adds keys. CloudFormation generates the first one, and
 * would replace all of them if these settings of its generation changed.
 */
export function createSealingSecret(stack: Stack, settings: StageSettings): ISecret {
  const secret = new Secret(stack, 'SealingKeys', {
    description: `Cobalt CRM (${settings.stage}): the keys of what is stored sealed or hashed`,
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: firstKeyId,
      passwordLength: 40,
      excludePunctuation: true,
    },
    removalPolicy: removalPolicy(settings),
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SMG4',
    reason: 'A rotation adds a key and keeps the others; operators run it with npm run rotate.',
  });
  return secret as ISecret;
}
