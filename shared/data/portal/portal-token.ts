import { portalTypes } from '#contract/portal-access.ts';
import type { PortalSubject } from '../organization/member.ts';

/** What a token in a link of the portal contains: whom it is about, and a secret or a signature. */
export interface PortalToken {
  orgId: string;
  subject: PortalSubject;
  secret: string;
}

const tokenParts = /^([0-9a-f-]{36})_([a-z]+)_([0-9a-f-]{36})_([\w-]{43})$/;

export const portalTokenOf = ({ orgId, subject: { type, id }, secret }: PortalToken): string =>
  `${orgId}_${type}_${id}_${secret}`;

/** The parts of a token; undefined for a text that can't be one. */
export function partsOfToken(token: string): PortalToken | undefined {
  const [, orgId = '', name, id = '', secret = ''] = tokenParts.exec(token) ?? [];
  const type = portalTypes.find((one) => one === name);
  return type && { orgId, subject: { type, id }, secret };
}
