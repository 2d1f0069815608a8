/**
 * The path where an invitation is accepted. The token is in the URL fragment, which browsers don't send to the server,
 * so access logs don't contain it.
 */
export const invitationPath = (token: string): string => `/invitations#${token}`;
/** Like `invitationPath`, for an invitation to the portal. */
export const portalInvitationPath = (token: string): string => `/portal-invitation#${token}`;
/** The organization of a token of the portal, which begins with its ID. */
export const portalTokenOrgId = (token: string): string => token.split('_')[0] ?? '';
/** The path where somebody stops e-mails about answers. */
export const noticesPath = (token: string): string => `/portal-notices#${token}`;
/** The path where a client reads an issue. */
export const issuePath = (orgId: string, id: string): string => `/portal/${orgId}/issues/${id}`;
