import { setTimeout as sleep } from 'node:timers/promises';
import { totpCode, totpStep } from 'local-aws/engines/cognito/totp.ts';
import { callPool } from 'local-aws/pool-client.ts';
import { bodyOf, type Call } from './caller.ts';
import type { RunningHost } from './host.ts';

const stepMs = 30_000;

/** An authenticator app that never shows the same code twice, waiting for the next time step if necessary. */
export class Authenticator {
  readonly secret: string;
  private last = 0;

  constructor(secret: string) {
    this.secret = secret;
  }

  readonly code = async (): Promise<string> => {
    for (;;) {
      const now = totpStep(Date.now());
      // The previous time step is still accepted, unless the current one is about to end.
      const isFresh = Date.now() % stepMs < stepMs - 5_000;
      const step = Math.max(this.last + 1, isFresh ? now - 1 : now);
      if (step <= now + 1) {
        this.last = step;
        return totpCode(this.secret, step);
      }
      await sleep(stepMs - (Date.now() % stepMs) + 100);
    }
  };

  /** A code that is wrong for all nearby time steps. */
  wrong(): string {
    const near = [-2, -1, 0, 1, 2].map((ahead) => totpCode(this.secret, totpStep(Date.now()) + ahead));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code))!;
  }
}

/** Sets up an app as the browser does, and creates the first recovery codes. */
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
