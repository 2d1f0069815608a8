/** Sign-up data for later steps. It is stored in this browser until the user has created an organization. */
export interface PendingSignUp {
  username: string;
  email: string;
  organizationName: string;
}

const key = 'cobalt.pending-sign-up';

export function keepPendingSignUp(pending: PendingSignUp): void {
  localStorage.setItem(key, JSON.stringify(pending));
}

export function pendingSignUp(): PendingSignUp | undefined {
  const stored = localStorage.getItem(key);
  return stored ? (JSON.parse(stored) as PendingSignUp) : undefined;
}

export function forgetPendingSignUp(): void {
  localStorage.removeItem(key);
}
