import { setUpTOTP, updateMFAPreference, verifyTOTPSetup } from 'aws-amplify/auth';
import encodeQR from 'qr';
import './cognito.ts';

/** The secret key for an authenticator app, as text and as the rows of a QR code. */
export interface AppKey {
  secret: string;
  squares: boolean[][];
}

/** Requests a key from Cognito. It takes effect when `turnOn` verifies a code. */
export async function newAppKey(username: string): Promise<AppKey> {
  const setup = await setUpTOTP();
  const address = setup.getSetupUri('Cobalt CRM', username).href;
  return { secret: setup.sharedSecret, squares: encodeQR(address, 'raw', { ecc: 'medium', border: 2 }) };
}

export async function turnOn(code: string): Promise<void> {
  await verifyTOTPSetup({ code });
  await updateMFAPreference({ totp: 'PREFERRED' });
}
