import { setTimeout as sleep } from 'node:timers/promises';
import { totpCode, totpStep } from 'local-aws/engines/cognito/totp.ts';
import { callPool } from 'local-aws/pool-client.ts';
import { bodyOf, type Call } from './caller.ts';
import type { RunningHost } from './host.ts';

const stepMs = 30_000;

/** An authenticator app that returns each code only once. If necessary, it waits for the next time step. */
export class Authenticator {
  readonly secret: string;
  private last = 0;

  constructor(secret: string) {
    this.secret = secret;
  }

  readonly code = async (): Promise<string> => {
    for (;;) {
      const now = totpStep(Date.now());
      // The code of the previous time step is accepted until the current step ends, so it isn't used near the end.
      const isFresh = Date.now() % stepMs < stepMs - 5_000;
      const step = Math.max(this.last + 1, isFresh ? now - 1 : now);
      if (step <= now + 1) {
        this.last = step;
        return totpCode(this.secret, step);
      }
      await sleep(stepMs - (Date.now() % stepMs) + 100);
    }
  };

  /** A code that is wrong for the current time step and for the two steps before and after it. */
  wrong(): string {
    const near = [-2, -1, 0, 1, 2].map((ahead) => totpCode(this.secret, totpStep(Date.now()) + ahead));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code))!;
  }
}

/** Sets up an authenticator app with the calls that the site makes, and creates the first recovery codes. */
export async function setUpSecondFactor(
  host: RunningHost,
  person: { token: string; call: Call },
): Promise<{ app: Authenticator; codes: string[] }> {
  const AccessToken = person.token;
  const { SecretCode } = await callPool(host.info, 'AssociateSoftwareToken', { AccessToken });
  const app = new Authenticator(String(SecretCode));
  await callPool(host.info, 'VerifySoftwareToken', { AccessToken, UserCode: await app.code() });
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await callPool(host.info, 'SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings });
  const { codes } = await bodyOf(200, person.call('POST', '/v1/second-factor/recovery-codes', { body: {} }));
  return { app, codes };
}
