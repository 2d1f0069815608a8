import { createHash, createHmac, randomBytes } from 'node:crypto';
import { generator as g, power, prime as N } from 'local-aws/engines/cognito/srp-group.ts';
import type { HostInfo } from 'local-aws/host-info.ts';
import { callPool } from 'local-aws/pool-client.ts';

type SrpParameters = Record<'SECRET_BLOCK' | 'USER_ID_FOR_SRP' | 'SRP_B' | 'SALT', string>;
type PoolTokens = Record<'AccessToken' | 'IdToken' | 'RefreshToken', string>;
export type Tokens = { accessToken: string; idToken: string; refreshToken: string };

/**
 * Signs in with a password over SRP, because the user pool's client allows no other way, and with a code if the user
 * has a second factor. In addition to SRP-6a, Cognito defines its own padding, key derivation and signature.
 */
export async function signIn(
  host: Pick<HostInfo, 'url' | 'region' | 'operator' | 'userPoolId' | 'clientId'>,
  username: string,
  password: string,
  appCode?: () => Promise<string>,
): Promise<Tokens> {
  const a = toInteger(randomBytes(32));
  const A = power(g, a);
  const challenge = await callPool(host, 'InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    ClientId: host.clientId,
    AuthParameters: { USERNAME: username, SRP_A: A.toString(16) },
  });
  const parameters = challenge.ChallengeParameters as SrpParameters;
  const poolName = host.userPoolId.replace(/^.*_/, '');
  const timestamp = claimTime(new Date());
  const secretBlock = parameters.SECRET_BLOCK;
  const user = parameters.USER_ID_FOR_SRP;
  const key = sessionKey({
    a,
    A,
    B: BigInt(`0x${parameters.SRP_B}`),
    salt: parameters.SALT,
    user,
    poolName,
    password,
  });
  const signature = createHmac('sha256', key)
    .update(poolName)
    .update(user)
    .update(Buffer.from(secretBlock, 'base64'))
    .update(timestamp)
    .digest('base64');
  let answer = await callPool(host, 'RespondToAuthChallenge', {
    ChallengeName: 'PASSWORD_VERIFIER',
    ClientId: host.clientId,
    Session: challenge.Session,
    ChallengeResponses: {
      USERNAME: user,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    },
  });
  if (answer.ChallengeName === 'SOFTWARE_TOKEN_MFA') {
    if (!appCode) throw new Error(`${user} has a second factor`);
    answer = await callPool(host, 'RespondToAuthChallenge', {
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ClientId: host.clientId,
      Session: answer.Session,
      ChallengeResponses: { USERNAME: user, SOFTWARE_TOKEN_MFA_CODE: await appCode() },
    });
  }
  const result = answer.AuthenticationResult as PoolTokens;
  return { accessToken: result.AccessToken, idToken: result.IdToken, refreshToken: result.RefreshToken };
}

type Exchange = {
  a: bigint;
  A: bigint;
  B: bigint;
  salt: string;
  user: string;
  poolName: string;
  password: string;
};

const k = toInteger(sha256(Buffer.concat([padded(N), padded(g)])));

function sessionKey({ a, A, B, salt, user, poolName, password }: Exchange): Buffer {
  const u = toInteger(sha256(Buffer.concat([padded(A), padded(B)])));
  const identity = sha256(Buffer.from(`${poolName}${user}:${password}`));
  const x = toInteger(sha256(Buffer.concat([padded(BigInt(`0x${salt}`)), identity])));
  const S = power((((B - k * power(g, x)) % N) + N) % N, a + u * x);
  const inner = createHmac('sha256', padded(u)).update(padded(S)).digest();
  return createHmac('sha256', inner).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
}

/** The bytes of a positive number in two's complement: with a leading zero byte if the highest bit is set. */
function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/i.test(even) ? `00${even}` : even, 'hex');
}

function toInteger(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Formats a time in the form that Cognito expects: `Fri Nov 20 08:41:02 UTC 2026`. */
function claimTime(time: Date): string {
  const clock = time.toISOString().slice(11, 19);
  const date = `${days[time.getUTCDay()]} ${months[time.getUTCMonth()]} ${time.getUTCDate()}`;
  return `${date} ${clock} UTC ${time.getUTCFullYear()}`;
}
