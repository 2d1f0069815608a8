/**
 * The path where an invitation is accepted. The token is in the URL fragment, which browsers don't send to the server,
 * so access logs don't contain it.
 */
export const portalInvitationPath = (token: string): string => `/portal-invitation#${token}`;
export const invitationPath = (token: string): string => `/invitations#${token}`;
