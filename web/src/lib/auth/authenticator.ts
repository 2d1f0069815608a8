import { setUpTOTP, updateMFAPreference, verifyTOTPSetup } from 'aws-amplify/auth';
import encodeQR from 'qr';
import './cognito.ts';

/** What an authenticator app needs to know: a key to be typed, and the same as squares of a QR code, row by row. */
export interface AppKey {
  secret: string;
  squares: boolean[][];
}

/** Asks Cognito for a key. Nothing changes before `turnOn` has seen a code of it. */
export async function newAppKey(username: string): Promise<AppKey> {
  const setup = await setUpTOTP();
  const address = setup.getSetupUri('Cobalt CRM', username).href;
  return { secret: setup.sharedSecret, squares: encodeQR(address, 'raw', { ecc: 'medium', border: 2 }) };
}

export async function turnOn(code: string): Promise<void> {
  await verifyTOTPSetup({ code });
  await updateMFAPreference({ totp: 'PREFERRED' });
}
