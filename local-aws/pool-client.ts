import type { HostInfo } from './host-info.ts';
import { errorName, ServiceError } from './http/service-error.ts';

/** Calls the local user pool as the host's operator. Throws ServiceError with the pool's error name. */
export async function callPool(
  { url, region, operator }: Pick<HostInfo, 'url' | 'region' | 'operator'>,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/_cognito`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${operator.accessKeyId}/20200101/${region}/cognito-idp/aws4_request`,
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok) return answer;
  const name = errorName(answer);
  throw new ServiceError(name, String(answer.message), response.status);
}
