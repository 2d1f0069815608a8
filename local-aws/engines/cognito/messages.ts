import type { CustomMessageTriggerEvent, PreSignUpTriggerEvent } from 'aws-lambda';
import { ServiceError } from '../../http/service-error.ts';
import type { Pool } from './pool.ts';
import type { User } from './store.ts';

const codePlace = '{####}';
const usernamePlace = '{username}';

export interface Delivery {
  AttributeName: 'email';
  DeliveryMedium: 'EMAIL';
  /** Masked, such as `m***@e***`. */
  Destination: string;
}

/** The caller whose request invoked a trigger. */
export interface TriggerCaller {
  clientId: string;
  clientMetadata: Record<string, string>;
}

export const adminClientId = 'CLIENT_ID_NOT_APPLICABLE';

export function deliveryTo(email: string): Delivery {
  const [name = '', domain = ''] = email.toLowerCase().split('@');
  return {
    AttributeName: 'email',
    DeliveryMedium: 'EMAIL',
    Destination: `${name.charAt(0)}***@${domain.charAt(0)}***`,
  };
}

function eventHead(pool: Pool, username: string, caller: TriggerCaller) {
  const { region, poolId } = pool.options;
  return {
    version: '1',
    region,
    userPoolId: poolId,
    userName: username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: caller.clientId },
  };
}

async function invoke<Event>(trigger: string, call: () => Promise<Event>): Promise<Event> {
  try {
    return await call();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ServiceError('UserLambdaValidationException', `${trigger} failed with error ${message}.`);
  }
}

/** Invokes the PreSignUp trigger, which rejects a sign-up by failing. */
export async function askPreSignUp(
  pool: Pool,
  triggerSource: PreSignUpTriggerEvent['triggerSource'],
  candidate: {
    username: string;
    attributes: Record<string, string>;
    validationData?: Record<string, string>;
  },
  caller: TriggerCaller,
): Promise<PreSignUpTriggerEvent['response']> {
  const { preSignUp } = pool.options.triggers;
  const response = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };
  if (preSignUp === undefined) return response;
  const event = {
    ...eventHead(pool, candidate.username, caller),
    triggerSource,
    request: {
      userAttributes: candidate.attributes,
      ...(candidate.validationData === undefined ? {} : { validationData: candidate.validationData }),
      clientMetadata: caller.clientMetadata,
    },
    response,
  } as PreSignUpTriggerEvent;
  return (await invoke('PreSignUp', () => preSignUp(event))).response;
}

async function askCustomMessage(
  pool: Pool,
  triggerSource: CustomMessageTriggerEvent['triggerSource'],
  user: User,
  caller: TriggerCaller,
): Promise<CustomMessageTriggerEvent['response'] | undefined> {
  const { customMessage } = pool.options.triggers;
  if (customMessage === undefined) return undefined;
  const forAdmin = triggerSource === 'CustomMessage_AdminCreateUser';
  const event = {
    ...eventHead(pool, user.username, caller),
    triggerSource,
    request: {
      userAttributes: { sub: user.sub, 'cognito:user_status': user.status, ...user.attributes },
      codeParameter: codePlace,
      linkParameter: '{##Click Here##}',
      usernameParameter: forAdmin ? usernamePlace : null,
      clientMetadata: caller.clientMetadata,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  } as unknown as CustomMessageTriggerEvent;
  const { response } = await invoke('CustomMessage', () => customMessage(event));
  const message = response.emailMessage;
  if (message && (!message.includes(codePlace) || (forAdmin && !message.includes(usernamePlace)))) {
    throw new ServiceError(
      'InvalidLambdaResponseException',
      'Invalid lambda function output: a placeholder is missing',
    );
  }
  return response;
}

/** The plain text of an HTML e-mail. Cognito sends HTML only, but the mailbox also shows text. */
function textOf(html: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ' };
  return html
    .replace(/<(style|head|title)[\s\S]*?<\/\1>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<br\s*\/?>|<\/(p|h1|h2|tr|div|td)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/ *\n */g, '\n')
    .replace(/\n{2,}/g, '\n\n')
    .trim();
}

/** Sends a code or temporary password in the texts of the CustomMessage trigger, or in Cognito's default texts. */
export async function sendMessage(
  pool: Pool,
  triggerSource: CustomMessageTriggerEvent['triggerSource'],
  user: User,
  secret: string,
  caller: TriggerCaller,
  to = user.attributes.email ?? '',
): Promise<Delivery> {
  const custom = await askCustomMessage(pool, triggerSource, user, caller);
  const invited = triggerSource === 'CustomMessage_AdminCreateUser';
  const ownSubject = invited ? 'Your temporary password' : 'Your verification code';
  const ownMessage = invited
    ? `Your username is ${usernamePlace} and temporary password is ${codePlace}.`
    : `Your confirmation code is ${codePlace}`;
  const escaped = secret.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const html = (custom?.emailMessage ?? ownMessage)
    .replaceAll(codePlace, () => escaped)
    .replaceAll(usernamePlace, () => user.username);
  pool.options.mailbox.deliver({
    to,
    from: pool.options.mailFrom,
    subject: (custom?.emailSubject ?? ownSubject).replaceAll(codePlace, () => secret),
    text: textOf(html),
    html,
  });
  return deliveryTo(to);
}
