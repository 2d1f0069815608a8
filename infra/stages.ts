import * as z from 'zod';
import { firstAdministrator } from '#contract/first-administrator.ts';
import { limits } from '#contract/limits.ts';

const stageName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,19}$/, 'a stage is 1 to 20 small letters, digits and hyphens, a letter first');

/** A page that a developer's machine serves. */
const localOrigin = /^http:\/\/localhost:\d{1,5}$/;

const settingsSchema = z
  .strictObject({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as us-east-1'),
    /** Deployments to other accounts are refused. By default, the account of the credentials is used. */
    account: z
      .string()
      .regex(/^\d{12}$/, 'an AWS account id has twelve digits')
      .optional(),
    /** Host name of the product, such as crm.example.com. Its DNS record must point to the output `EdgeDomain`. */
    domain: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a host name without https://')
      .optional(),
    /** ACM certificate for `domain`. CloudFront accepts certificates from us-east-1 only. */
    certificateArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\//, 'an ACM certificate in us-east-1')
      .optional(),
    /** Sender of all e-mail. `domain` must be verified in SES in the stage's region and account. */
    mail: z.strictObject({ from: z.email(), domain: z.string().min(3) }).optional(),
    /**
     * Origins of other sites whose pages may call the API with a token or key, such as https://app.example.com. The
     * product's own site needs none. Stages that aren't protected also take pages of a developer's machine, such as
     * http://localhost:5173.
     */
    corsOrigins: z
      .array(
        z.union([z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/), z.string().regex(localOrigin)], {
          error: 'an origin, such as https://app.example.com',
        }),
      )
      .max(10),
    /**
     * The user and organization that the first deployment creates, so that nobody has to sign up. Later deployments send
     * another temporary password if the first one has expired unused.
     */
    firstAdministrator: z.optional(firstAdministrator),
    /**
     * Whether webhooks may go to `http://localhost`: to programs on the machine where the local host runs. Of no use on AWS,
     * where nothing else listens in a function's sandbox.
     */
    allowsLocalWebhooks: z.boolean(),
    /** Where the API of Stripe is called. */
    stripeUrl: z
      .string()
      .regex(/^https:\/\/[a-z0-9.-]+$/, 'an address without a path, such as https://api.stripe.com'),
    /**
     * How long a sign-in lasts. A page renews its access token as long as the refresh token is valid. A person who doesn't
     * choose "Keep me signed in" is signed out with the browser's tab.
     */
    signIn: z.strictObject({
      accessTokenMinutes: z.int().min(5).max(1_440),
      refreshTokenDays: z.int().min(1).max(30),
      /**
       * Whether a script can send a username and a password to get a token, which the site never does. API keys are
       * better for programs: they can be limited and revoked.
       */
      takesPasswords: z.boolean(),
    }),
    /** Receives all alarms. */
    alarmEmail: z.email().optional(),
    /**
     * Whether the table, the user pool, the buckets and the logs outlive the stacks. `npm run destroy` is then refused.
     */
    isProtected: z.boolean(),
    /**
     * Whether to encrypt the table with an AWS managed key in KMS instead of an AWS owned key. CloudTrail records the
     * use of managed keys.
     */
    hasManagedKey: z.boolean(),
    /**
     * A table restored to a point in time, used instead of the stack's own; see docs/runbooks/restore-table.md.
     */
    restoredTable: z
      .strictObject({ name: z.string().min(3), streamArn: z.string().startsWith('arn:') })
      .optional(),
    logRetentionDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]),
    /** Whether web ACLs protect CloudFront and the user pool. */
    hasFirewall: z.boolean(),
    /**
     * Whether responses have a `Server-Timing` header with the processing time and the capacity units used. For dev
     * only: the units can reveal that there are records that the caller can't access.
     */
    hasServerTiming: z.boolean(),
    /** Whether X-Ray traces all functions. */
    hasTracing: z.boolean(),
    /**
     * Whether to reserve concurrency for the function of public forms. 100 concurrent executions of the account must
     * stay unreserved, and new accounts can have as few as 10 in total.
     */
    reservesConcurrency: z.boolean(),
    /** Requests per second that the API accepts from all callers together, and its burst limit. */
    throttle: z.strictObject({ rate: z.int().positive(), burst: z.int().positive() }),
    /** Limits that keep one organization from affecting others. Functions read them from STAGE_LIMITS. */
    limits: z.strictObject({
      /** Per user or API key, per organization, and, for requests without sign-in, per client IP address. */
      requestsPerMinute: z.strictObject({
        principal: z.int().positive(),
        organization: z.int().positive(),
        address: z.int().positive(),
      }),
      /** Maximum number of records of an organization, across all types and without the trash. */
      recordsPerOrganization: z.int().positive(),
      /** Maximum total size of an organization's files, including the trash and unfinished uploads. */
      storageBytesPerOrganization: z.int().positive(),
      /** An organization's requests other than GET per day (UTC). Each item of a bulk request counts. */
      writesPerDay: z.int().positive(),
      /**
       * The same for a user's requests outside organizations (profile, new organizations, accepted invitations) and, as
       * a client, in portals.
       */
      writesPerUserPerDay: z.int().positive(),
      /** Invitations and temporary passwords that one user can send per day (UTC), across organizations. */
      mailsPerUserPerDay: z.strictObject({
        /** While the organization or the membership is younger than `youngDays` of the contract's limits. */
        young: z.int().positive(),
        established: z.int().positive(),
      }),
      /** Attempts of strangers to sign up per day (UTC), in the whole stage. */
      signUpsPerDay: z.int().positive(),
      /**
       * Records per second that all jobs of an organization change together. Each change writes up to two units to the
       * list that contains all records of the type, and no key should get more than 500 units a second: DynamoDB allows
       * 1,000, and requests need the rest.
       */
      jobRecordsPerSecond: z.int().positive(),
    }),
    /** Seconds after a change of settings until a job applies it to records. */
    settleSeconds: z.int().positive(),
    /** Maximum request units per second of the table and of each index, to limit the cost of a flood of requests. */
    tableUnitsPerSecond: z.strictObject({ read: z.int().positive(), write: z.int().positive() }),
    /**
     * The share of the write units above that jobs, imports and other work without a request may use together. With what
     * `events/index` derives from it, a new record takes almost twice its share of the table, so at 25% requests find
     * half of it (docs/decisions/0104).
     */
    bulkWritePercent: z.int().min(1).max(90),
    /** US dollars per month for the stage. `alarmEmail` is notified when costs exceed 80% and 100%. */
    monthlyBudgetDollars: z.int().positive(),
  })
  .refine((s) => (s.domain === undefined) === (s.certificateArn === undefined), {
    path: ['certificateArn'],
    message: 'domain and certificateArn are given together',
  })
  .refine((s) => !s.isProtected || !s.corsOrigins.some((origin) => localOrigin.test(origin)), {
    path: ['corsOrigins'],
    message: 'a protected stage takes no pages of a developer’s machine',
  })
  .refine((s) => s.mail === undefined || s.mail.from.endsWith(`@${s.mail.domain}`), {
    path: ['mail', 'from'],
    message: 'the sender is an address of the verified domain',
  })
  .refine((s) => !s.hasFirewall || s.region === 'us-east-1', {
    path: ['hasFirewall'],
    message:
      'the web ACL of CloudFront can only be made in us-east-1: use that region or leave the firewall off',
  });

/** The settings that differ between stages. All stages run the same code. */
export type StageSettings = z.infer<typeof settingsSchema> & { stage: string };

const storageBytes = 10 * 1024 ** 3;

/** Defaults of all stages. They are cautious, so that a stage with settings of its own doesn't lose data by mistake. */
const careful: z.input<typeof settingsSchema> = {
  region: 'us-east-1',
  isProtected: true,
  hasManagedKey: true,
  logRetentionDays: 90,
  corsOrigins: [],
  stripeUrl: 'https://api.stripe.com',
  allowsLocalWebhooks: false,
  signIn: { accessTokenMinutes: 15, refreshTokenDays: 30, takesPasswords: false },
  hasFirewall: false,
  hasServerTiming: false,
  hasTracing: true,
  reservesConcurrency: true,
  throttle: { rate: 500, burst: 1000 },
  limits: {
    requestsPerMinute: { principal: 1_200, organization: 6_000, address: 600 },
    recordsPerOrganization: 200_000,
    storageBytesPerOrganization: storageBytes,
    writesPerDay: 100_000,
    writesPerUserPerDay: 500,
    mailsPerUserPerDay: { young: 20, established: 100 },
    signUpsPerDay: 1_000,
    jobRecordsPerSecond: 250,
  },
  // Until then, a function can still write a record under the settings that it had cached when it was invoked.
  settleSeconds: limits.settingsCachedSeconds + Math.max(limits.requestSeconds, limits.jobRunSeconds),
  tableUnitsPerSecond: { read: 4_000, write: 4_000 },
  bulkWritePercent: 25,
  monthlyBudgetDollars: 100,
};

/** High enough that tests and measurements on a developer's machine never reach it. */
const unreachable = 10_000_000;

const stages: Record<string, Partial<z.input<typeof settingsSchema>>> = {
  // For `npm start` on a developer's machine: disposable, and never the bottleneck of a measurement.
  local: {
    isProtected: false,
    allowsLocalWebhooks: true,
    hasManagedKey: false,
    logRetentionDays: 7,
    hasTracing: false,
    signIn: { accessTokenMinutes: 15, refreshTokenDays: 30, takesPasswords: true },
    // The ports of the usual development servers.
    corsOrigins: ['http://localhost:3000', 'http://localhost:5173'],
    throttle: { rate: 100_000, burst: 100_000 },
    limits: {
      requestsPerMinute: { principal: unreachable, organization: unreachable, address: unreachable },
      recordsPerOrganization: unreachable,
      storageBytesPerOrganization: storageBytes,
      writesPerDay: unreachable,
      writesPerUserPerDay: unreachable,
      mailsPerUserPerDay: { young: unreachable, established: unreachable },
      signUpsPerDay: unreachable,
      // No key has a limit in the local engine, which writes about as many.
      jobRecordsPerSecond: 1_000,
    },
    tableUnitsPerSecond: { read: unreachable, write: unreachable },
    // Functions on the same machine write within a second.
    settleSeconds: limits.settingsCachedSeconds + 1,
  },
  dev: {
    isProtected: false,
    hasManagedKey: false,
    logRetentionDays: 7,
    hasServerTiming: true,
    hasTracing: false,
    reservesConcurrency: false,
  },
  staging: { logRetentionDays: 30 },
  prod: {
    logRetentionDays: 365,
    hasFirewall: true,
    throttle: { rate: 2000, burst: 4000 },
    tableUnitsPerSecond: { read: 12_000, write: 12_000 },
    monthlyBudgetDollars: 1_000,
  },
};

/** Validated settings of a stage. Throws an Error with a one-line message for the operator. */
export function stageSettings(
  stage: string,
  overrides: Partial<z.input<typeof settingsSchema>> = {},
): StageSettings {
  const name = stageName.safeParse(stage);
  if (!name.success) throw new Error(`Stage "${stage}": ${name.error.issues[0]?.message}`);
  const settings = settingsSchema.safeParse({ ...careful, ...stages[stage], ...overrides });
  if (!settings.success) {
    const [issue] = settings.error.issues;
    throw new Error(`Stage "${stage}", ${issue?.path.join('.')}: ${issue?.message} (infra/stages.ts)`);
  }
  return { ...settings.data, stage };
}

/** Write units per second that jobs, imports and other work without a request may use together. */
export const bulkWriteUnitsPerSecond = ({ tableUnitsPerSecond, bulkWritePercent }: StageSettings): number =>
  Math.floor((tableUnitsPerSecond.write * bulkWritePercent) / 100);

/** What an operator should know before relying on the stage, one sentence each. */
export function stageWarnings(settings: StageSettings): string[] {
  const warnings: string[] = [];
  if (!settings.mail) {
    warnings.push(
      'no mail sender: codes leave through Cognito, which sends about 50 a day, and invitations cannot be mailed',
    );
  }
  if (!settings.alarmEmail) warnings.push('no alarm e-mail: alarms are seen in the console only');
  return warnings.map((warning) => `Stage "${settings.stage}" has ${warning} (infra/stages.ts).`);
}

/** Prefix of the stage's stack names: `CobaltDev` for dev. */
export function stackPrefix(stage: string): string {
  return `Cobalt${pascalCase(stage)}`;
}

/** The name of a function in the stage. */
export function functionName(stage: string, name: string): string {
  return `cobalt-${stage}-${name}`;
}

/** Converts a kebab-case name to PascalCase for logical ids and stack names: `api-keys` becomes `ApiKeys`. */
export function pascalCase(name: string): string {
  return name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
