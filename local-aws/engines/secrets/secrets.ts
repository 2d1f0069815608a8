import { ServiceError } from '../../http/service-error.ts';
import type { SecretStore } from './secret-store.ts';

export type SecretsOptions = {
  store: SecretStore;
  /** Throws an error if the caller lacks the permission. */
  authorize: (action: string, resourceArn: string) => void | Promise<void>;
};

type Input = Record<string, unknown>;

const maxValueBytes = 65_536;

/** Answers one Secrets Manager call (AWS JSON 1.1): `GetSecretValue` or `PutSecretValue`. Throws ServiceError for errors. */
export async function callSecrets(
  operation: string,
  input: Input,
  { store, authorize }: SecretsOptions,
): Promise<unknown> {
  const answer = operations[operation];
  if (!answer) throw new ServiceError('UnknownOperationException', `${operation} is not supported here.`);
  const arn = String(input.SecretId ?? '');
  await authorize(`secretsmanager:${operation}`, arn);
  const found = store.find(arn);
  if (!found)
    throw new ServiceError('ResourceNotFoundException', 'Secrets Manager can’t find the specified secret.');
  return { ARN: arn, VersionStages: ['AWSCURRENT'], ...answer(store, arn, input) };
}

const operations: Record<string, (store: SecretStore, arn: string, input: Input) => object> = {
  GetSecretValue(store, arn) {
    const { value = '', versionId } = store.find(arn) ?? {};
    return { SecretString: value, VersionId: versionId };
  },

  PutSecretValue(store, arn, { SecretString }) {
    if (typeof SecretString !== 'string' || SecretString === '')
      throw new ServiceError('InvalidParameterException', 'You must provide a SecretString.');
    if (Buffer.byteLength(SecretString) > maxValueBytes)
      throw new ServiceError('InvalidParameterException', `A secret has at most ${maxValueBytes} bytes.`);
    return { VersionId: store.put(arn, SecretString) };
  },
};
