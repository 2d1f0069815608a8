/** What one customer may use; declared for each stage in infra/stages.ts. */
export interface StageLimits {
  requestsPerMinute: { principal: number; organization: number; address: number };
  recordsPerOrganization: number;
  writesPerDay: number;
  writesPerUserPerDay: number;
  mailsPerUserPerDay: { young: number; established: number };
}

/** Limits of one organization instead of the stage's, which operators write: docs/decisions/0036. */
export interface Quota {
  requestsPerMinute?: number;
  recordsPerOrganization?: number;
  writesPerDay?: number;
  mailsPerUserPerDay?: number;
}

const { STAGE_LIMITS } = process.env;

/** Undefined in functions that no request reaches. */
export const stageLimits = STAGE_LIMITS ? (JSON.parse(STAGE_LIMITS) as StageLimits) : undefined;
