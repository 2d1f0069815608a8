import { ServiceError } from '../../http/service-error.ts';

export const invalidParameter = (message: string) => new ServiceError('InvalidParameterException', message);
export const notAuthorized = (message: string) => new ServiceError('NotAuthorizedException', message);
export const userNotFound = () => new ServiceError('UserNotFoundException', 'User does not exist.');
export const wrongPassword = () => notAuthorized('Incorrect username or password.');
export const aliasExists = () =>
  new ServiceError('AliasExistsException', 'An account with the email already exists.');
export const limitExceeded = () =>
  new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
