import type { Stack } from 'aws-cdk-lib';
import {
  CloudWatchDimensionSource,
  ConfigurationSet,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { StageSettings } from './stages.ts';

/** The name of a stage's configuration set in SES. */
export const mailSetName = (stage: string): string => `cobalt-${stage}`;

/**
 * Counts the stage's e-mails that come back, are marked as spam or refused, in CloudWatch's `AWS/SES` metrics. Without it,
 * SES only tells the rates of the whole account. SES keeps a list of the addresses from which e-mails came back and sends
 * them nothing more, which docs/runbooks/mail-bounces.md reads. A stage without a sender has no set.
 */
export function createMailSet(stack: Stack, settings: StageSettings): ConfigurationSet | undefined {
  if (!settings.mail) return undefined;
  const configurationSetName = mailSetName(settings.stage);
  const set = new ConfigurationSet(stack, 'MailSet', {
    configurationSetName,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  set.addEventDestination('Counts', {
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    destination: EventDestination.cloudWatchDimensions([
      {
        // SES adds this tag to each e-mail.
        name: 'ses:configuration-set',
        source: CloudWatchDimensionSource.MESSAGE_TAG,
        defaultValue: configurationSetName,
      },
    ]),
  });
  return set;
}
