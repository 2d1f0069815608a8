/** Limits per caller, organization and IP address, declared for each deployment stage in infra/stages.ts. */
export interface StageLimits {
  requestsPerMinute: { principal: number; organization: number; address: number };
  recordsPerOrganization: number;
  writesPerDay: number;
  writesPerUserPerDay: number;
  mailsPerUserPerDay: { young: number; established: number };
}

/**
 * Limits of one organization that replace those of the deployment stage. Operators set them (see docs/decisions/0036).
 */
export interface Quota {
  requestsPerMinute?: number;
  recordsPerOrganization?: number;
  writesPerDay?: number;
  mailsPerUserPerDay?: number;
}

const { STAGE_LIMITS } = process.env;

/** Undefined in functions that don't check limits. */
export const stageLimits = STAGE_LIMITS ? (JSON.parse(STAGE_LIMITS) as StageLimits) : undefined;
