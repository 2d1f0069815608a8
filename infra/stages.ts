import * as z from 'zod';

const stageName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,19}$/, 'a stage is 1 to 20 small letters, digits and hyphens, a letter first');

const settingsSchema = z
  .strictObject({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as us-east-1'),
    /** Deployments to any other account are refused; without it the account of the credentials is taken. */
    account: z
      .string()
      .regex(/^\d{12}$/, 'an AWS account id has twelve digits')
      .optional(),
    /** Host name of the product, such as crm.example.com; its DNS record points at the output `EdgeDomain`. */
    domain: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a host name without https://')
      .optional(),
    /** Certificate for `domain` in ACM; CloudFront takes certificates of us-east-1 only. */
    certificateArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\//, 'an ACM certificate in us-east-1')
      .optional(),
    /** Sender of all mail; `domain` is verified in SES in the stage's region and account. */
    mail: z.strictObject({ from: z.email(), domain: z.string().min(3) }).optional(),
    /** Receives every alarm. */
    alarmEmail: z.email().optional(),
    /** Table, user pool, files and logs outlive the stacks, and `destroy` is refused. */
    isProtected: z.boolean(),
    /** Encrypt the table with the account's own managed KMS key, whose use CloudTrail shows, not with DynamoDB's. */
    hasManagedKey: z.boolean(),
    /** A table restored to a moment, used instead of the stack's own; see docs/runbooks/restore-table.md. */
    restoredTable: z
      .strictObject({ name: z.string().min(3), streamArn: z.string().startsWith('arn:') })
      .optional(),
    logRetentionDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]),
    /** Web ACLs before the edge and the user pool: from about $12 a month. */
    hasFirewall: z.boolean(),
    /** Answers tell capacity units and milliseconds in a header: it would tell of hidden records, so in dev only. */
    hasServerTiming: z.boolean(),
    /** X-Ray traces of every function. */
    hasTracing: z.boolean(),
    /** Bound the calls at once of functions that everybody may call. An account must have 100 to spare, a new one has 10. */
    reservesConcurrency: z.boolean(),
    /** Requests a second that the API accepts, over all callers, and the burst above it. */
    throttle: z.strictObject({ rate: z.int().positive(), burst: z.int().positive() }),
  })
  .refine((s) => (s.domain === undefined) === (s.certificateArn === undefined), {
    path: ['certificateArn'],
    message: 'domain and certificateArn are given together',
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

/** What differs between stages; everything else is the same code. */
export type StageSettings = z.infer<typeof settingsSchema> & { stage: string };

/** Used for stages that are not named below: a customer's own stack must not be lost by a slip. */
const careful: z.input<typeof settingsSchema> = {
  region: 'us-east-1',
  isProtected: true,
  hasManagedKey: true,
  logRetentionDays: 90,
  hasFirewall: false,
  hasServerTiming: false,
  hasTracing: true,
  reservesConcurrency: true,
  throttle: { rate: 500, burst: 1000 },
};

const stages: Record<string, Partial<z.input<typeof settingsSchema>>> = {
  // What `npm start` runs on a developer's machine: thrown away at will, and never the bottleneck of a measurement.
  local: {
    isProtected: false,
    hasManagedKey: false,
    logRetentionDays: 7,
    hasTracing: false,
    throttle: { rate: 100_000, burst: 100_000 },
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
  prod: { logRetentionDays: 365, hasFirewall: true, throttle: { rate: 2000, burst: 4000 } },
};

/** Settings of a stage, checked. Throws an Error whose message is one line for the operator. */
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

/** What an operator should know before relying on the stage; one sentence each. */
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

/** Begins the name of the stage's stacks: `CobaltDev` for dev. */
export function stackPrefix(stage: string): string {
  return `Cobalt${pascalCase(stage)}`;
}

/** `api-keys` → `ApiKeys`: from names of folders and stages to CloudFormation's logical ids. */
export function pascalCase(name: string): string {
  return name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
