/**
 * The path where an invitation is accepted. The token is in the URL fragment, which browsers don't send to the server,
 * so that it appears in no logs.
 */
export const invitationPath = (token: string): string => `/invitations#${token}`;
