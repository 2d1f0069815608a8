/** Limits per caller, organization and IP address, declared for each deployment stage in infra/stages.ts. */
export interface StageLimits {
  requestsPerMinute: { principal: number; organization: number; address: number };
  recordsPerOrganization: number;
  storageBytesPerOrganization: number;
  writesPerDay: number;
  writesPerUserPerDay: number;
  mailsPerUserPerDay: { young: number; established: number };
  signUpsPerDay: number;
  jobRecordsPerSecond: number;
}

/**
 * Limits of one organization that replace those of the deployment stage. Operators set them (see docs/decisions/0036).
 */
export interface Quota {
  requestsPerMinute?: number;
  recordsPerOrganization?: number;
  storageBytesPerOrganization?: number;
  writesPerDay?: number;
  mailsPerUserPerDay?: number;
}

const { STAGE_LIMITS } = process.env;

/** Undefined in functions that don't check limits. */
export const stageLimits = STAGE_LIMITS ? (JSON.parse(STAGE_LIMITS) as StageLimits) : undefined;

/** The limits that apply to an organization. Without those of a stage, there are none. */
export function organizationLimits({ quota }: { quota?: Quota }) {
  return {
    requestsPerMinute: quota?.requestsPerMinute ?? stageLimits?.requestsPerMinute.organization ?? Infinity,
    records: quota?.recordsPerOrganization ?? stageLimits?.recordsPerOrganization ?? Infinity,
    storageBytes: quota?.storageBytesPerOrganization ?? stageLimits?.storageBytesPerOrganization ?? Infinity,
    writesPerDay: quota?.writesPerDay ?? stageLimits?.writesPerDay ?? Infinity,
  };
}
