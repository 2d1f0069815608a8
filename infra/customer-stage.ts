import type { Variant } from './synthesized.ts';

/** For tests only: the settings of a stage for one customer, which no test of another stage has. */
export const customerStage = {
  stage: 'customer-a',
  overrides: {
    region: 'us-east-1',
    domain: 'crm.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/a',
    mail: { from: 'crm@example.com', domain: 'example.com' },
    alarmEmail: 'ops@example.com',
    corsOrigins: ['https://app.example.com'],
  },
} satisfies { stage: string } & Variant;
